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
        guard let row = rows[owner] else { return nil }
        guard row.digest == claim.digest, matter == nil || row.matter == matter else {
            throw Refusal(
                .conflict, "idempotency-key-reused", zh: "该幂等键已用于其他请求。",
                en: "This idempotency key was used for another request.",
                remedy: LocalText(zh: "请使用新的幂等键。", en: "Use a new key for a new request."))
        }
        return Outcome(
            matter: row.matter, version: row.outcome.version, assignment: row.outcome.assignment,
            events: try EventStore.events(
                of: row.matter, from: row.outcome.firstEvent, through: row.outcome.lastEvent, db),
            isReplay: true)
    }
}
