/// Which days are worked: what the loaded notices say, and else Monday to Friday. Of each year the highest version counts.
///
/// A calendar is a value. It is no part of a definition: a matter keeps the definition that it began under, while a later
/// notice counts for every date that is computed from then on.
public struct WorkCalendar: Sendable {
    /// The notice that counts for each year.
    public let notices: [Int: HolidayNotice.Key]

    private let festivals: [Int: LocalText]
    private let makeUpDays: Set<Int>
    /// The first day that a notice speaks of, and from it on, for each day up to the last: how many more days were worked
    /// since then than there were Mondays to Fridays.
    private let start: Int
    private let surplus: [Int]

    /// Declared times in which the system could not be reached, in the order of their numbers.
    public internal(set) var outages: [Outage] = []

    public init(_ notices: [HolidayNotice]) {
        var latest: [Int: HolidayNotice] = [:]
        for notice in notices where notice.version > latest[notice.year]?.version ?? 0 { latest[notice.year] = notice }
        var festivals: [Int: LocalText] = [:]
        var makeUpDays: Set<Int> = []
        // In order of years, so that of two notices that name a day the later one counts.
        for notice in latest.values.sorted(by: { $0.key < $1.key }) {
            for festival in notice.festivals {
                for day in festival.daysOff {
                    festivals[day.dayNumber] = festival.name
                    makeUpDays.remove(day.dayNumber)
                }
                for day in festival.makeUpDays {
                    makeUpDays.insert(day.dayNumber)
                    festivals[day.dayNumber] = nil
                }
            }
        }
        self.notices = latest.mapValues(\.key)
        self.festivals = festivals
        self.makeUpDays = makeUpDays
        let named = Array(festivals.keys) + Array(makeUpDays)
        start = named.min() ?? 0
        var surplus: [Int] = []
        var sum = 0
        if let end = named.max() {
            for day in start...end {
                let isWeekday = LegalDate(dayNumber: day).weekday <= 5
                if isWeekday, festivals[day] != nil { sum -= 1 }
                if !isWeekday, makeUpDays.contains(day) { sum += 1 }
                surplus.append(sum)
            }
        }
        self.surplus = surplus
    }

    public func isWorkingDay(_ date: LegalDate) -> Bool {
        if festivals[date.dayNumber] != nil { return false }
        return date.weekday <= 5 || makeUpDays.contains(date.dayNumber)
    }

    /// A weekend day that is worked.
    public func isMakeUpDay(_ date: LegalDate) -> Bool { makeUpDays.contains(date.dayNumber) }

    /// The festival whose break the day belongs to.
    public func festival(on date: LegalDate) -> LocalText? { festivals[date.dayNumber] }

    /// The first day that can be computed: 1 January of the first year with a notice. Nil without any notice.
    public var firstDay: LegalDate? {
        notices.keys.min().flatMap { LegalDate(year: $0, month: 1, day: 1) }
    }

    /// Working days after `start` up to and including `end`; what a stopped clock has left.
    public func workingDays(after start: LegalDate, through end: LegalDate) -> Int {
        start < end ? count(through: end.dayNumber) - count(through: start.dayNumber) : 0
    }

    /// The day on which a number of working days after `start` is reached.
    func workingDay(_ number: Int, after start: LegalDate) -> LegalDate {
        day(reaching: count(through: start.dayNumber) + number, from: start.dayNumber)
    }

    /// The day on which a number of working days before `start` is reached.
    func workingDay(_ number: Int, before start: LegalDate) -> LegalDate {
        let wanted = count(through: start.dayNumber - 1) - number + 1
        return day(reaching: wanted, from: start.dayNumber - Self.span(number))
    }

    /// The first day after `low` up to which `wanted` working days have passed.
    private func day(reaching wanted: Int, from low: Int) -> LegalDate {
        var low = low
        var high = low + Self.span(max(0, wanted - count(through: low)))
        while low + 1 < high {
            let middle = (low + high) / 2
            if count(through: middle) < wanted { low = middle } else { high = middle }
        }
        return LegalDate(dayNumber: high)
    }

    /// Days in which a number of working days surely lies: no break is longer than the sixty days added.
    private static func span(_ number: Int) -> Int { number * 2 + 60 }

    /// Working days up to and including a day, from a fixed day on.
    private func count(through day: Int) -> Int {
        // 1969-12-29 was a Monday.
        let days = day + 4
        let weeks = days >= 0 ? days / 7 : (days - 6) / 7
        let weekdays = weeks * 5 + min(days - weeks * 7, 5)
        guard day >= start, let last = surplus.last else { return weekdays }
        return weekdays + (day - start < surplus.count ? surplus[day - start] : last)
    }
}
