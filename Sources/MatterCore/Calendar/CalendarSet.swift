/// Notices that go together: years without a gap, versions without a gap, and no day in two of them.
public struct CalendarSet: Sendable {
    /// Why a notice cannot be added.
    public struct Obstacle: Hashable, Sendable {
        /// Stable, in kebab case.
        public let code: String
        public let message: LocalText
    }

    public private(set) var notices: [HolidayNotice]

    public init(_ notices: [HolidayNotice] = []) { self.notices = notices }

    /// The version of each year that counts.
    private var latest: [Int: HolidayNotice] {
        Dictionary(notices.map { ($0.year, $0) }, uniquingKeysWith: { $0.version > $1.version ? $0 : $1 })
    }

    /// Adds a notice, or says why not. One that is there already is the caller's to recognise.
    public mutating func add(_ notice: HolidayNotice) -> Obstacle? {
        let latest = latest
        let expected = (latest[notice.year]?.version ?? 0) + 1
        guard notice.version == expected else {
            return Obstacle(
                code: "calendar-version-gap",
                message: LocalText(
                    zh: "\(notice.year)年放假安排的下一版本应为 \(expected)，而非 \(notice.version)。",
                    en: "The next version of the notice of \(notice.year) is \(expected), not \(notice.version)."))
        }
        if latest[notice.year] == nil, let last = latest.keys.max(), notice.year != last + 1 {
            return Obstacle(
                code: "calendar-year-gap",
                message: LocalText(
                    zh: "应先载入\(last + 1)年放假安排，不得跳至\(notice.year)年。",
                    en: "The notices follow one another: the next is that of \(last + 1), not \(notice.year)."))
        }
        for other in latest.values where other.year != notice.year {
            guard let day = notice.days.intersection(other.days).min() else { continue }
            return Obstacle(
                code: "calendar-day-twice",
                message: LocalText(
                    zh: "\(day) 已由\(other.key)规定。", en: "The day \(day) is ruled by \(other.key) already."))
        }
        notices.append(notice)
        return nil
    }
}

extension HolidayNotice {
    /// Every day that the notice names.
    fileprivate var days: Set<LegalDate> { Set(festivals.flatMap { $0.daysOff + $0.makeUpDays }) }
}
