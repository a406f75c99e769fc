internal import MatterCore
internal import Postgres

/// All notices and outages of the database.
struct CalendarState: Sendable {
    let notices: [CalendarRow]
    let outages: [OutageRow]

    init(_ db: borrowing Session) throws {
        notices = try CalendarRow.all(db)
        outages = try OutageRow.all(db)
    }

    /// See `Calendars.mark`.
    var mark: Int64 { (notices.map(\.number).max() ?? 0) + (outages.map(\.number).max() ?? 0) }

    var calendar: WorkCalendar { calendar(adding: []) }

    /// The calendar with notices that are not loaded yet.
    func calendar(adding new: [HolidayNotice]) -> WorkCalendar {
        WorkCalendar(notices.map(\.notice) + new).with(outages.map(\.outage))
    }

    /// How events name what moved a date.
    var sources: [String] { notices.map(\.notice.key.description) + outages.map(\.outage.reference) }
}
