internal import MatterCore
internal import Postgres

/// Entries of the access log about accounts. They travel with the change that they tell of, so there is never one
/// without the other.
enum AccountLog {
    static func entry(_ entry: AccessEntry) throws -> Query { try AccessRow.record([try AccessRow(entry)]) }

    /// What somebody who is signed in did.
    static func entry(
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
