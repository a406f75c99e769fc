internal import Ledger
internal import MatterCore

/// What an act adds to the records of its events beside what the core decided: how they are hashed, under which
/// definition they were decided, and from where the act came.
struct Seal {
    let algorithm: HashAlgorithm
    let workflow: WorkflowMark
    let origin: Origin
}

/// A definition with the digest of its text: whatever law article it names, nobody can give it another content later.
struct WorkflowMark: Codable, Hashable, Sendable {
    let id: String
    let version: Int
    let digest: Digest
}

/// What an event did to one row: its digest before, unless the event made it, and after.
struct RowChange: Codable, Hashable, Sendable {
    /// `matter`, or `duty/3`.
    let subject: String
    let before: Digest?
    let after: Digest
}
