public import MatterCore

/// What a notice would move if it were loaded.
public struct CalendarTrial: Codable, Sendable {
    /// How many ends would change.
    public struct Counts: Codable, Hashable, Sendable {
        public var matters = 0
        public var duties = 0
        public var deadlines = 0
        /// Ends that move to another day.
        public var moved = 0
        /// Ends that are provisional now and final then, moved or not.
        public var final = 0

        public init() {}
    }

    public let notice: HolidayNotice.Key
    /// Over all matters; for the operator, who reads none.
    public let counts: Counts?
    public let items: [CalendarMove]
    public let next: String?
}
