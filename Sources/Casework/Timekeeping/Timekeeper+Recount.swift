internal import MatterCore
internal import Postgres

/// After a notice was loaded or an outage declared, every end that it moves is counted again.
extension Timekeeper {
    /// An act that read the calendar before may still be recorded for so long; what it computed is looked at too.
    static let longestAct: Int64 = 120_000

    /// Counts again what the calendar of now moves, unless all is known to be counted by it.
    ///
    /// What is to do is found by the facts each time, so a server that is killed leaves nothing behind but work that the
    /// next sweep finds, on this server or another.
    func recount(_ report: inout TimekeepingReport, at now: Instant) async throws(CaseworkError) {
        let row = try await casework.writing(as: .service) { (db: borrowing Session) in
            try RecomputationRow.current(db, at: now)
        }
        guard row.finishedAt == nil else { return }
        let (recount, moves) = try await casework.recount(at: now)
        guard recount.isIdle, moves.isEmpty else {
            let stepped = Set(moves.map(\.matter)).sorted()
            try await all(.recounting(recount, stepped: stepped), &report, at: now)
            return
        }
        guard now.milliseconds - row.begunAt.instant.milliseconds >= Self.longestAct else { return }
        try await casework.writing(as: .service) { (db: borrowing Session) in
            try row.finish(recount.countings, db, at: now)
        }
    }
}

extension Casework {
    /// What the calendar of now moves, and the moves that only the core can count.
    func recount(
        adding notices: [HolidayNotice] = [], at now: Instant
    ) async throws(CaseworkError) -> (Recount, [CalendarMove]) {
        let definitions = definitions
        return try await reading(as: .service) { (db: borrowing Session) in
            let recount = try Recount(CalendarState(db).calendar(adding: notices), db)
            var moves: [CalendarMove] = []
            try SteppedMoves(recount: recount, definitions: definitions, now: now).each(db) { found in
                moves += found
                return true
            }
            return (recount, moves)
        }
    }
}
