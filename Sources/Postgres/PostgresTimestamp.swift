public import FoundationEssentials

/// A `timestamptz`: microseconds since 1970, exact. Programs with an instant type of their own convert through it.
public struct PostgresTimestamp: Hashable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var microsecondsSince1970: Int64

    public init(microsecondsSince1970: Int64) {
        self.microsecondsSince1970 = microsecondsSince1970
    }

    /// Rounds to the microsecond that PostgreSQL keeps.
    public init(_ date: Date) {
        let seconds = date.timeIntervalSinceReferenceDate.rounded(.down)
        let fraction = ((date.timeIntervalSinceReferenceDate - seconds) * 1_000_000).rounded()
        microsecondsSince1970 = (Int64(seconds) + Self.referenceDate) * 1_000_000 + Int64(fraction)
    }

    /// The date, exact to what a `Double` of seconds since 2001 can hold.
    public var date: Date {
        let (seconds, fraction) = microsecondsSince1970.flooredDivision(by: 1_000_000)
        return Date(timeIntervalSinceReferenceDate: Double(seconds - Self.referenceDate) + Double(fraction) / 1_000_000)
    }

    /// 2001-01-01, where Foundation counts from, and 2000-01-01, where PostgreSQL does, in seconds since 1970.
    private static let referenceDate: Int64 = 978_307_200
    static let postgresEpoch: Int64 = 946_684_800
}

extension PostgresTimestamp: PostgresEncodable {
    public var postgresText: String? {
        let (seconds, fraction) = microsecondsSince1970.flooredDivision(by: 1_000_000)
        let (day, second) = seconds.flooredDivision(by: 86_400)
        let (year, month, dayOfMonth) = Self.civil(fromDay: day)
        // PostgreSQL has no year zero: the year before 1 is 1 BC.
        let date = "\(padded(year > 0 ? year : 1 - year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
        let time = "\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
        return "\(date) \(time).\(padded(fraction, 6))+00\(year > 0 ? "" : " BC")"
    }

    /// Days since 1970 to the proleptic Gregorian calendar, by eras of 400 years that begin on the first of March.
    private static func civil(fromDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (day + 719_468).flooredDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

private func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
