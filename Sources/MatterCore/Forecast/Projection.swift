/// From working days that are still to pass to legal dates.
struct Projection: Sendable {
    private let today: LegalDate
    private let calendar: WorkCalendar
    /// In order.
    private let daysOff: [LegalDate]

    /// - Parameter daysOff: days off that the calendar does not know.
    init(from today: LegalDate, _ calendar: WorkCalendar, daysOff: [LegalDate]) {
        self.today = today
        self.calendar = calendar
        self.daysOff = Set(daysOff).filter { $0 > today && calendar.isWorkingDay($0) }.sorted()
    }

    /// The day on which so many working days after today have passed.
    func day(_ workingDays: Int) -> ExpectedDay {
        var date = calendar.workingDay(workingDays, after: today)
        var lost = 0
        while true {
            let off = daysOff.count { $0 <= date }
            guard off > lost else { break }
            lost = off
            date = calendar.workingDay(workingDays + off, after: today)
        }
        return ExpectedDay(date: date, isProvisional: calendar.notices[date.components.year] == nil)
    }

    /// Working days after today up to and including a day.
    func workingDays(through date: LegalDate) -> Int {
        calendar.workingDays(after: today, through: date) - daysOff.count { $0 <= date }
    }
}

/// A day that a forecast gives.
public struct ExpectedDay: Hashable, Codable, Sendable {
    public let date: LegalDate
    /// It lies past the last loaded holiday notice.
    public let isProvisional: Bool
}
