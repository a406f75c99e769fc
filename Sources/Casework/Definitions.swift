internal import FoundationEssentials
internal import Ledger
internal import MatterCore
internal import Postgres
internal import Synchronization
internal import WorkflowFiles

/// The definitions that this process knows. A matter keeps the version it began with, so versions that are no longer in
/// the folder are rebuilt from the database, where every published version is kept.
final class Definitions: Sendable {
    private let loaded: [LoadedWorkflow]
    private let known: Mutex<[WorkflowKey: Workflow]>
    private let marks = Mutex<[WorkflowKey: WorkflowMark]>([:])

    init(_ loaded: [LoadedWorkflow]) {
        self.loaded = loaded
        known = Mutex(
            Dictionary(
                loaded.map { (WorkflowKey($0.workflow), $0.workflow) }, uniquingKeysWith: { first, _ in first }))
    }

    func workflow(_ key: WorkflowKey) throws -> Workflow {
        guard let workflow = known.withLock({ $0[key] }) else { throw UnknownDefinition(key: key) }
        return workflow
    }

    /// All that are known, for conditions that must hold under each.
    var all: [Workflow] { known.withLock { Array($0.values) } }

    /// Which versions are published; `requireAll` reads the answer.
    static let published: Query = "select id, version from workflow_version"

    /// Throws if one is not known yet: a condition over `all` would miss its matters.
    func requireAll(_ published: Rows) throws {
        for row in published { _ = try workflow(WorkflowKey(id: row.next(), version: row.next())) }
    }

    /// What the record of an act under a version carries.
    func seal(_ key: WorkflowKey, _ algorithm: HashAlgorithm, origin: Origin) throws -> Seal {
        guard let mark = marks.withLock({ $0[key] }) else { throw UnknownDefinition(key: key) }
        return Seal(algorithm: algorithm, workflow: mark, origin: origin)
    }

    /// The version for a matter that begins on the day.
    func current(on day: LegalDate) -> Workflow? { loaded.map(\.workflow).current(on: day) }

    /// Stores new versions, each on record with its digest and that of the version before; throws if a stored version
    /// reads otherwise than the folder's.
    func register(in database: Database, _ log: AccountLog, at now: Instant) async throws {
        let versions = try loaded.map { try VersionRow($0) }
        let stored = try await database.write { (db: borrowing Session) in
            let answers = try db.query([
                "select pg_advisory_xact_lock(hashtext('onematter.workflow_version'))",
                """
                insert into workflow_version (id, version, digest, content, valid_from, valid_until, status)
                select id, version, digest, content, valid_from, valid_until, 'published'
                from json_populate_recordset(null::workflow_version, \(try JSONText(versions)))
                on conflict on constraint workflow_version_key do nothing
                returning id, version
                """,
                "select id, version, digest from workflow_version order by id, version",
            ])
            let stored = try answers[2].map { row in
                (key: WorkflowKey(id: try row.next(), version: try row.next()), digest: try row.next(String.self))
            }
            for row in answers[1] {
                let key = WorkflowKey(id: try row.next(), version: try row.next())
                let before = stored.last { $0.key.id == key.id && $0.key.version < key.version }?.digest
                let after = stored.first { $0.key == key }?.digest
                db.onCommit(
                    try log.change(
                        by: nil, at: now, origin: .unknown, subject: "definition \(key.text) published",
                        before: before, after: after))
            }
            return stored
        }
        let digests = Dictionary(uniqueKeysWithValues: stored.map { ($0.key, $0.digest) })
        let changed = versions.compactMap { version -> StartError.ChangedDefinition? in
            let key = WorkflowKey(id: version.id, version: version.version)
            guard let before = digests[key], before != version.digest else { return nil }
            return StartError.ChangedDefinition(key: key, published: before, found: version.digest)
        }
        guard changed.isEmpty else { throw StartError.changedDefinitions(changed) }
    }

    /// Learns versions that another process published, or that have left the folder.
    func learn(from database: Database) async throws {
        let contents = try await database.read { (db: borrowing Session) in
            try db.query("select digest, content from workflow_version").map {
                (digest: try $0.next(String.self), content: try $0.json(Workflow.Content.self))
            }
        }
        marks.withLock { marks in
            for (digest, content) in contents {
                guard let digest = Digest(hex: digest) else { continue }
                marks[WorkflowKey(id: content.id, version: content.version)] = WorkflowMark(
                    id: content.id, version: content.version, digest: digest)
            }
        }
        known.withLock { known in
            for (_, content) in contents {
                let workflow = Workflow(content: content)
                if known[WorkflowKey(workflow)] == nil { known[WorkflowKey(workflow)] = workflow }
            }
        }
    }
}

/// A matter runs under a version that this process has not read yet.
struct UnknownDefinition: Error {
    let key: WorkflowKey
}

extension WorkflowKey {
    init(_ workflow: Workflow) {
        self.init(id: workflow.content.id, version: workflow.content.version)
    }
}

/// What is stored of a version.
private struct VersionRow: Encodable {
    let id: String
    let version: Int
    let digest: String
    let content: Workflow.Content
    let validFrom: LegalDate
    let validUntil: LegalDate?

    enum CodingKeys: String, CodingKey {
        case id, version, digest, content
        case validFrom = "valid_from"
        case validUntil = "valid_until"
    }

    init(_ loaded: LoadedWorkflow) throws {
        let content = loaded.workflow.content
        id = content.id
        version = content.version
        // In the one spelling, so that an export can be verified by who has no Swift.
        digest = HashAlgorithm.sm3.hash(try CanonicalJSON(encoding: content).bytes).hex
        self.content = content
        validFrom = content.validFrom
        validUntil = content.validUntil
    }
}
