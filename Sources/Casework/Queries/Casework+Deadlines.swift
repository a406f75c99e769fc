public import MatterCore
internal import Postgres

extension Casework {
    /// The deadlines of a matter, the next end first. What parties and court owe each other is no agency's business, so an
    /// agency reads none.
    /// - Parameter isPending: only those that something is still expected of, or only the others.
    public func deadlines(
        of matter: Int64, isPending: Bool?, by principal: Principal
    ) async throws(CaseworkError) -> [DeadlineView] {
        let today = clock().legalDate
        return try await showing("listDeadlines", to: principal, of: matter) { (db: borrowing Session) in
            let extent = Extent(deadlines: isPending == true ? .unsettled : .all)
            let visible = try VisibleMatter(matter, extent, to: principal, definitions, db)
            let deadlines = visible.state.deadlines.values
                .filter { isPending == nil || ($0.settledAt == nil) == isPending }
                .sorted { ($0.due.date, $0.number) < ($1.due.date, $1.number) }
            return (deadlines.map { DeadlineView($0, visible.workflow, today: today) }, Shown(visible.shown))
        }
    }

    /// One deadline, with each step of its counting.
    public func deadline(
        _ number: Int, of matter: Int64, by principal: Principal
    ) async throws(CaseworkError) -> DeadlineView {
        let today = clock().legalDate
        return try await showing("getDeadline", to: principal, of: matter) { (db: borrowing Session) in
            let extent = Extent(deadlines: .numbers([number]))
            let visible = try VisibleMatter(matter, extent, to: principal, definitions, db)
            guard let deadline = visible.state.deadlines[number] else { throw CaseworkError.deadlineNotFound }
            return (DeadlineView(deadline, visible.workflow, today: today), Shown(visible.shown))
        }
    }
}
