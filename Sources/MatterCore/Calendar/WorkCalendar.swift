/// Days off and make-up working days of the State Council notices. Counts the limits of agencies.
public struct WorkCalendar: Sendable {
    private let daysOff: Set<LegalDate>
    private let makeUpDays: Set<LegalDate>
    /// Years whose notice is loaded.
    public let noticeYears: Set<Int>

    public init(daysOff: Set<LegalDate>, makeUpDays: Set<LegalDate>, noticeYears: Set<Int>) {
        self.daysOff = daysOff
        self.makeUpDays = makeUpDays
        self.noticeYears = noticeYears
    }

    public func isWorkingDay(_ date: LegalDate) -> Bool {
        if daysOff.contains(date) { return false }
        if makeUpDays.contains(date) { return true }
        return date.weekday <= 5
    }

    /// When a limit that starts on `start` ends. Counting begins on the day after the start; a limit in calendar days
    /// that ends on a day off rolls to the next working day (Civil Code Art. 203).
    public func due(_ limit: Duty.Limit, from start: LegalDate) -> DueDate {
        due(value: limit.value, unit: limit.unit, from: start)
    }

    public func due(value: Int, unit: Duty.Limit.Unit, from start: LegalDate) -> DueDate {
        var date = start
        switch unit {
        case .workingDays:
            var left = value
            while left > 0 {
                date = date.adding(days: 1)
                if isWorkingDay(date) { left -= 1 }
            }
        case .calendarDays:
            date = start.adding(days: value)
            while !isWorkingDay(date) { date = date.adding(days: 1) }
        }
        return DueDate(date: date, isProvisional: !noticeYears.contains(date.components.year))
    }

    /// Working days after `start` up to and including `end`; what a stopped clock has left.
    public func workingDays(after start: LegalDate, through end: LegalDate) -> Int {
        guard start < end else { return 0 }
        return ((start.dayNumber + 1)...end.dayNumber).count { isWorkingDay(LegalDate(dayNumber: $0)) }
    }
}
