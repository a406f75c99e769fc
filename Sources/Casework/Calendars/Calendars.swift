internal import MatterCore
internal import Postgres
internal import Synchronization

/// The holiday notices as this process knows them. The database has them all; a notice may be loaded into it while
/// servers run, so every unit of work that computes dates reads the mark of the newest one along with what it loads
/// anyway, and reads the notices again if the mark has moved.
final class Calendars: Sendable {
    private struct Known {
        var mark: Int64 = 0
        var calendar = WorkCalendar([])
    }

    private let known = Mutex(Known())

    /// Grows with every notice that is loaded.
    static let mark: Query = "select coalesce(max(number), 0) from calendar_version"

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
        let rows = try CalendarRow.all(db)
        let found = Known(mark: rows.map(\.number).max() ?? 0, calendar: WorkCalendar(rows.map(\.notice)))
        return known.withLock { known in
            if found.mark > known.mark { known = found }
            return found.calendar
        }
    }
}
