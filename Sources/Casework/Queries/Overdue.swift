internal import MatterCore
internal import Postgres

/// Overdue duties in SQL: the twin of `DutyAssignment.isOverdue`. Of the states that are not settled, the unit holds all
/// but those two.
enum Overdue {
    static func clause(on today: LegalDate) -> Query {
        """
        (duty_assignment.settled_at is null and duty_assignment.state not in ('returned', 'refused')
        and duty_assignment.due_on < \(today.description)::date)
        """
    }
}
