internal import Ledger
internal import MatterCore
internal import Postgres

/// Entries of the access log about accounts. They travel with the change that they tell of, so there is never one
/// without the other.
struct AccountLog: Sendable {
    let algorithm: HashAlgorithm

    func entry(_ entry: AccessEntry) throws -> Query { try AccessRow.record([try AccessRow(entry, algorithm)]) }

    /// What somebody who is signed in did.
    func entry(
        _ kind: AccessEntry.Kind, by session: SessionState, at now: Instant, origin: Origin, subject: String,
        ground: String? = nil, detail: [String: JSONValue] = [:]
    ) throws -> Query {
        let acting = session.acting
        return try entry(
            AccessEntry(
                kind, at: now,
                by: AccessEntry.Author(
                    person: session.person, role: acting?.role, organisation: acting?.organisation.id),
                onBehalfOf: acting?.onBehalfOf, origin: origin, subject: subject, ground: ground, detail: detail))
    }
}

extension AccountLog {
    /// A change that the operator made, or (nil) whoever runs the program, at its console.
    ///
    /// - Parameters:
    ///   - before: Digest of the thing before the change; nil if there was none, or nothing of it changed.
    ///   - after: Digest of the thing after it.
    func change(
        by session: SessionState?, at now: Instant, origin: Origin, subject: String, ground: String? = nil,
        before: String? = nil, after: String? = nil, detail: [String: JSONValue] = [:]
    ) throws -> Query {
        var detail = detail
        if let before { detail["before"] = .text(before) }
        if let after { detail["after"] = .text(after) }
        guard let session else {
            return try entry(
                AccessEntry(
                    .configurationChange, at: now, by: nil, origin: origin, subject: subject, ground: ground,
                    detail: detail))
        }
        return try entry(
            .configurationChange, by: session, at: now, origin: origin, subject: subject, ground: ground,
            detail: detail)
    }

    /// The digest of a thing in its canonical spelling.
    func digest(_ value: some Encodable) throws -> String {
        algorithm.hash(try CanonicalJSON(encoding: value).bytes).hex
    }
}

extension Casework {
    var accountLog: AccountLog { AccountLog(algorithm: ledger.algorithm) }
}
