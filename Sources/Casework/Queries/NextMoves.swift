public import MatterCore
internal import Postgres

extension Casework {
    /// What is missing for each move from the present state, who owes it, and whether the principal may make it.
    public func nextMoves(of matter: Int64, by principal: Principal) async throws(CaseworkError) -> [MoveReadiness] {
        let now = clock()
        return try await showing("listNextMoves", to: principal, of: matter) { (db: borrowing Session) in
            let visible = try VisibleMatter(
                matter, Extent(assignments: .unsettled, instruments: .all), to: principal, definitions, db)
            // Moves are the court's and the administrator's; what they lack would tell of the others' duties.
            guard principal.role != .agency else { return ([], Shown(visible.shown)) }
            var needs = Needs()
            needs.units = true
            var surroundings = Surroundings([.init(matter: matter, principal: principal, needs: needs)])
            var answers = try db.query([Calendars.mark] + surroundings.queries)[...]
            let calendar = try calendars.calendar(at: answers.take(), db)
            try surroundings.read(&answers)
            let context = surroundings.context(
                for: principal, matter: matter, workflow: visible.workflow, calendar: calendar, now: now)
            return (NextMoves.from(visible.state, context), Shown(visible.shown))
        }
    }
}
