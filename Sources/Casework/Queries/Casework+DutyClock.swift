public import MatterCore
internal import Postgres

extension Casework {
    /// The fair clock of one duty assignment. It is worked out from the row of the assignment, so the age of the matter
    /// costs nothing.
    public func dutyClock(
        _ number: Int, of matter: Int64, by principal: Principal
    ) async throws(CaseworkError) -> DutyClockView {
        let now = clock()
        return try await showing("getAssignmentClock", to: principal, of: matter) { (db: borrowing Session) in
            let extent = Extent(assignments: .numbers([number]))
            let visible = try VisibleMatter(matter, extent, to: principal, definitions, db)
            guard let assignment = visible.state.assignments[number] else { throw CaseworkError.assignmentNotFound }
            let view = DutyClockView(
                assignment, of: visible, at: now, try calendars.current(db),
                try OrganisationNames(of: visible.state, db))
            return (view, Shown(visible.shown.only { $0.assignment == number }))
        }
    }
}
