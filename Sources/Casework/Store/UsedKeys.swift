internal import Ledger
internal import MatterCore
internal import Postgres

/// Keys that were used before, with what was answered to them.
struct UsedKeys {
    private let rows: [IdempotencyOwner: IdempotencyRow]

    init(_ answers: inout ArraySlice<Rows>) throws {
        let found: [IdempotencyRow] = try answers.take().map { try $0.json() }
        rows = Dictionary(uniqueKeysWithValues: found.map { (IdempotencyOwner($0), $0) })
    }

    /// What was answered to the key; nil if it is new. `matter` is nil for an opening.
    func answer(
        to owner: IdempotencyOwner, _ claim: IdempotencyClaim, matter: Int64?, _ db: borrowing Session
    ) throws -> Outcome? {
        try row(of: owner, claim, matter: matter)?.outcome(db)
    }

    /// What is kept of the key; nil if it is new.
    func row(of owner: IdempotencyOwner, _ claim: IdempotencyClaim, matter: Int64?) throws -> IdempotencyRow? {
        guard let row = rows[owner] else { return nil }
        guard row.digest == claim.digest, matter == nil || row.matter == matter else {
            throw Refusal.keyReused
        }
        return row
    }
}

extension Refusal {
    static let keyReused = Refusal(
        .conflict, "idempotency-key-reused", zh: "该幂等键已用于其他请求。",
        en: "This idempotency key was used for another request.",
        remedy: LocalText(zh: "请使用新的幂等键。", en: "Use a new key for a new request."))
}

extension IdempotencyRow {
    /// The outcome with its events, which are read from the record.
    func outcome(_ db: borrowing Session) throws -> Outcome {
        let events = try EventStore.rows(of: matter, from: outcome.firstEvent, through: outcome.lastEvent, db)
        return Outcome(
            matter: matter, version: outcome.version, assignment: outcome.assignment,
            events: events.map(\.event), hashes: events.map(\.hash.hex), isReplay: true)
    }
}
