internal import FoundationEssentials
internal import Ledger
internal import MatterCore
internal import Postgres
internal import Synchronization

/// Which ledger this database holds, and how it hashes. Chosen when the database is first used, the same ever after.
final class LedgerIdentity: Sendable {
    private let stored = Mutex<(name: String, algorithm: HashAlgorithm)>(("", .sm3))

    var name: String { stored.withLock { $0.name } }
    var algorithm: HashAlgorithm { stored.withLock { $0.algorithm } }

    /// Reads what the database says, or makes it so. Throws if another hash is wanted than the one it has.
    func establish(in database: Database, at now: Instant, wanting: HashAlgorithm?) async throws {
        let found = try await database.write(preamble: Scope.service.preamble) { (db: borrowing Session) in
            let rows = try db.query([
                """
                insert into ledger (name, hash_algorithm, created_at)
                values (\("onematter-\(UUID().uuidString.lowercased())"), \((wanting ?? .sm3).rawValue),
                    \(now.description)::timestamptz)
                on conflict do nothing
                """,
                "select name, hash_algorithm from ledger",
            ])[1]
            return try rows.first.map { (name: try $0.next(String.self), algorithm: try $0.next(String.self)) }
        }
        guard let found, let algorithm = HashAlgorithm(rawValue: found.algorithm) else {
            throw CaseworkError.failed("the table ledger holds no known hash")
        }
        if let wanting, wanting != algorithm {
            throw StartError.otherHash(stored: algorithm.rawValue, wanted: wanting.rawValue)
        }
        stored.withLock { $0 = (found.name, algorithm) }
    }
}

extension Casework {
    /// What records of acts under the definition carry.
    func seal(_ workflow: Workflow, origin: Origin) throws(CaseworkError) -> Seal {
        do {
            return try definitions.seal(WorkflowKey(workflow), ledger.algorithm, origin: origin)
        } catch {
            throw .failed("the definition \(workflow.content.id) was not registered")
        }
    }
}
