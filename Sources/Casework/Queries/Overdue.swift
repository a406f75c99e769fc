internal import MatterCore
internal import Postgres

/// Overdue duties in SQL: the twin of `DutyAssignment.isOverdue`.
enum Overdue {
    static func clause(on today: LegalDate) -> Query {
        """
        (duty_assignment.settled_at is null and duty_assignment.state <> 'returned'
        and duty_assignment.due_on < \(today.description)::date)
        """
    }
}
