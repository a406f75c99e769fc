/// A period as a rule gives it: so many of a unit, forwards or backwards from an anchor.
public struct Period: Hashable, Codable, Sendable {
    /// How it is counted.
    public enum Unit: String, Codable, CaseIterable, Sendable {
        case calendarDays = "calendar_days"
        case months, years
        /// Make-up working days count, days off do not.
        case workingDays = "working_days"
    }

    public enum Direction: String, Codable, CaseIterable, Sendable {
        case forward
        /// "At least so long before": ends on that day or earlier, never later.
        case backward
    }

    public let amount: Int
    public let unit: Unit
    public let direction: Direction
    /// An end on a day off moves. It does not where a legal state ends by itself and nobody has to act.
    public let rolls: Bool

    public init(amount: Int, unit: Unit, direction: Direction = .forward, rolls: Bool = true) {
        self.amount = amount
        self.unit = unit
        self.direction = direction
        self.rolls = rolls
    }

    public init(_ limit: Duty.Limit) {
        self.init(amount: limit.value, unit: limit.unit == .workingDays ? .workingDays : .calendarDays)
    }

    /// The amounts that can be counted: up to about a hundred years.
    public static func amounts(of unit: Unit) -> ClosedRange<Int> {
        switch unit {
        case .calendarDays: 1...36_525
        case .workingDays: 1...25_000
        case .months: 1...1_200
        case .years: 1...100
        }
    }
}
