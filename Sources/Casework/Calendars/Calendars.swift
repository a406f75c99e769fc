internal import MatterCore
internal import Postgres
internal import Synchronization

/// The holiday notices and outages as this process knows them. The database has them all; one may come into it while
/// servers run, so every unit of work that computes dates reads the mark of the newest along with what it loads
/// anyway, and reads them again if the mark has moved.
final class Calendars: Sendable {
    private struct Known {
        var mark: Int64 = 0
        var calendar = WorkCalendar([])
    }

    private let known = Mutex(Known())

    /// Grows with every notice that is loaded and every outage that is declared: both are numbered as they come.
    static let mark: Query = """
        select coalesce((select max(number) from calendar_version), 0)
            + coalesce((select max(number) from outage), 0)
        """

    /// The calendar at the mark that was just read.
    func calendar(at mark: Rows, _ db: borrowing Session) throws -> WorkCalendar {
        guard let mark = try mark.first?.next(Int64.self) else { throw CaseworkError.failed("no mark of the calendar") }
        if let calendar = known.withLock({ $0.mark == mark ? $0.calendar : nil }) { return calendar }
        return try learn(db)
    }

    /// The calendar as the database has it now.
    func current(_ db: borrowing Session) throws -> WorkCalendar {
        try calendar(at: try db.query(Self.mark), db)
    }

    private func learn(_ db: borrowing Session) throws -> WorkCalendar {
        let state = try CalendarState(db)
        let found = Known(mark: state.mark, calendar: state.calendar)
        return known.withLock { known in
            if found.mark > known.mark { known = found }
            return found.calendar
        }
    }
}
