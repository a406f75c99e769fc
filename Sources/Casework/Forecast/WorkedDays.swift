internal import MatterCore
internal import Postgres

/// Working days in SQL: how many there were up to each day, as one array that a statement counts by. The twin of
/// `WorkCalendar.workingDays(after:through:)`.
struct WorkedDays {
    private let first: LegalDate
    private let text: String
    private let days: Int

    /// From the first day of the calendar to today.
    init(_ calendar: WorkCalendar, through today: LegalDate) {
        first = min(calendar.firstDay ?? today, today)
        var counts: [String] = []
        var count = 0
        for day in first.dayNumber...today.dayNumber {
            if calendar.isWorkingDay(LegalDate(dayNumber: day)) { count += 1 }
            counts.append(String(count))
        }
        days = counts.count
        text = "{\(counts.joined(separator: ","))}"
    }

    /// Belongs into the `with` of a statement that counts.
    var table: Query { "worked as materialized (select \(text)::integer[] as days)" }

    /// Working days up to and including the legal date of a `timestamptz`.
    func through(_ instant: Query) -> Query {
        through(day: "((\(instant)) at time zone 'Asia/Shanghai')::date - date '1970-01-01'")
    }

    /// Days before the calendar count as its first, days after today as today.
    private func through(day: Query) -> Query {
        """
        (select days from worked)[
            greatest(1, least(\(raw: "\(days)"), 1 + (\(day)) - (\(raw: "\(first.dayNumber)"))))::integer]
        """
    }
}
