internal import Ledger
public import MatterCore
internal import Postgres

// Synthetic matters in bulk. They are decided by the pure core like all others, so their rows and events are the ones
// that acts would have left; only the idempotency keys are missing.
extension Casework {
    /// Numbers for new matters.
    public func reserveMatters(_ count: Int) async throws(CaseworkError) -> [Int64] {
        try await writing(as: .directory) { (db: borrowing Session) in
            try db.query(
                "select nextval(pg_get_serial_sequence('matter', 'id')) from generate_series(1, \(count))"
            ).map { try $0.next(Int64.self) }
        }
    }

    /// Records whole matters with their histories in one transaction, one statement a table.
    public func record(_ matters: [(state: MatterState, events: [MatterEvent])]) async throws(CaseworkError) {
        try await writing(as: .matters(matters.map(\.state.id))) { (db: borrowing Session) in
            var recording = Recording()
            for matter in matters {
                try recording.add(
                    before: nil, head: .zero, after: matter.state, events: matter.events, key: nil,
                    under: try definitions.workflow(matter.state.workflow),
                    try definitions.seal(matter.state.workflow, ledger.algorithm, origin: .unknown))
            }
            for query in try recording.queries() { db.onCommit(query) }
        }
    }

    /// Stores a file that such matters refer to.
    public func store(_ bytes: [UInt8], as type: MediaType) async throws(CaseworkError) {
        do {
            let stream = AsyncThrowingStream<[UInt8], any Error> { pieces in
                pieces.yield(bytes)
                pieces.finish()
            }
            _ = try await files.receive(stream, as: type)
        } catch {
            throw CaseworkError(error)
        }
    }
}
