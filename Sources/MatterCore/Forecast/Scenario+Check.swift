extension Scenario {
    /// Slower than this is no pace.
    public static let slowest = Ratio(100, 1)
    /// The longest year of days off: more than any notice had, and few enough to count past.
    public static let mostDaysOff = 35

    /// Throws unless it speaks of days to come, and of duties and agencies that there are.
    public func check(under workflows: [Workflow], today: LegalDate) throws(Refusal) {
        let days = daysOff ?? []
        for (index, day) in days.enumerated() {
            guard day > today else {
                throw Self.wrong(
                    "day-not-ahead", "/daysOff/\(index)", zh: "\(day) 不晚于今日，不能再假设为放假。",
                    en: "\(day) is not after today; what has passed has passed.")
            }
            try Self.requireNew(day, in: days[..<index], at: "/daysOff/\(index)")
        }
        let limits = limits ?? []
        for (index, limit) in limits.enumerated() {
            guard workflows.contains(where: { $0.duty(limit.duty) != nil }) else {
                throw Self.wrong(
                    "unknown-duty", "/limits/\(index)/duty", zh: "没有职责事项 \(limit.duty)。",
                    en: "There is no duty \(limit.duty).")
            }
            try Self.requireNew(limit.duty, in: limits[..<index].map(\.duty)[...], at: "/limits/\(index)/duty")
        }
        let slower = slower ?? []
        for (index, slow) in slower.enumerated() {
            guard workflows.contains(where: { $0.agency(slow.agency) != nil }) else {
                throw Self.wrong(
                    "unknown-agency", "/slower/\(index)/agency", zh: "没有协同单位 \(slow.agency)。",
                    en: "There is no agency \(slow.agency).")
            }
            guard (.one...Self.slowest).contains(slow.times) else {
                throw Self.wrong(
                    "not-slower", "/slower/\(index)/times", zh: "倍数须在 1 至 \(Self.slowest.numerator) 之间。",
                    en: "From once to \(Self.slowest.numerator) times as long.")
            }
            try Self.requireNew(slow.agency, in: slower[..<index].map(\.agency)[...], at: "/slower/\(index)/agency")
        }
    }

    /// The calendar with the notice of the scenario as the next version of its year.
    public func calendar(after notices: [HolidayNotice]) throws(Refusal) -> WorkCalendar {
        guard let notice else { return WorkCalendar(notices) }
        for (index, pause) in notice.breaks.enumerated() {
            let days = [pause.from, pause.through] + (pause.makeUpDays ?? [])
            let isInYear = days.allSatisfy { day in
                day.components.year == notice.year || (day.components.year == notice.year - 1 && day.isYearEnd)
            }
            guard isInYear, pause.from <= pause.through else {
                throw Self.wrong(
                    "break-not-of-the-year", "/notice/breaks/\(index)", zh: "放假起止日须先后有序，且属 \(notice.year) 年。",
                    en: "A break ends no earlier than it begins, in the year \(notice.year).")
            }
        }
        let assumed = notice.assumed(after: notices)
        guard assumed.festivals.reduce(0, { $0 + $1.daysOff.count }) <= Self.mostDaysOff else {
            throw Self.wrong(
                "too-many-days-off", "/notice/breaks", zh: "一年至多放假 \(Self.mostDaysOff) 天。",
                en: "A year has at most \(Self.mostDaysOff) days off.")
        }
        var set = CalendarSet(notices)
        if let obstacle = set.add(assumed) {
            throw Self.wrong(obstacle.code, "/notice/year", zh: obstacle.message.zh, en: obstacle.message.en)
        }
        return WorkCalendar(set.notices)
    }

    private static func requireNew<Value: Equatable>(
        _ value: Value, in earlier: ArraySlice<Value>, at pointer: String
    ) throws(Refusal) {
        guard earlier.contains(value) else { return }
        throw wrong("repeated", pointer, zh: "\(value) 已列出。", en: "\(value) is named twice.")
    }

    private static func wrong(_ code: String, _ pointer: String, zh: String, en: String) -> Refusal {
        Refusal(.invalid, code, zh: zh, en: en, pointer: pointer)
    }
}

extension Scenario.Notice {
    fileprivate func assumed(after notices: [HolidayNotice]) -> HolidayNotice {
        let text = LocalText(zh: "假设", en: "assumed")
        return HolidayNotice(
            year: year, version: (notices.filter { $0.year == year }.map(\.version).max() ?? 0) + 1,
            reference: .init(title: text.zh, number: nil, issuedOn: nil, url: nil, provenance: .fillIn), change: text,
            festivals: breaks.map {
                HolidayNotice.Festival(
                    name: text, from: $0.from, through: $0.through, makeUpDays: $0.makeUpDays ?? [])
            })
    }
}
