public import MatterCore
internal import Postgres

/// An end that a calendar moves, or makes final.
public struct CalendarMove: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable { case duty, deadline }

    public let matter: Int64
    public let kind: Kind
    /// Of the assignment or the deadline.
    public let number: Int
    /// The duty (`TX-01`), the rule (`D10`), or the name of a deadline that the court set.
    public let subject: String
    public let before: DueDate
    public let after: DueDate
}

extension CalendarMove {
    init(_ row: Row) throws {
        matter = try row.next()
        guard let kind = Kind(rawValue: try row.next(String.self)) else {
            throw CaseworkError.failed("a move of what?")
        }
        self.kind = kind
        number = try row.next()
        subject = try row.next()
        before = try Self.due(row)
        after = try Self.due(row)
    }

    private static func due(_ row: Row) throws -> DueDate {
        let text = try row.next(String.self)
        guard let date = LegalDate(text) else { throw CaseworkError.failed("'\(text)' is no date") }
        return DueDate(date: date, isProvisional: try row.next())
    }

    /// Nil if the event moved no end.
    init?(_ event: MatterEvent, in state: MatterState) {
        switch event.body {
        case .dutyDueMoved(let moved):
            guard let assignment = state.assignments[moved.assignment] else { return nil }
            self.init(
                matter: state.id, kind: .duty, number: moved.assignment, subject: assignment.duty.rawValue,
                before: moved.before, after: moved.after.short)
        case .deadlineMoved(let moved):
            guard let deadline = state.deadlines[moved.deadline] else { return nil }
            self.init(
                matter: state.id, kind: .deadline, number: moved.deadline,
                subject: deadline.rule?.rawValue ?? deadline.name ?? "", before: moved.before, after: moved.after)
        default: return nil
        }
    }

    /// The order of lists.
    var place: (Int64, String, Int) { (matter, kind.rawValue, number) }
}
