extension DueDate {
    /// The derivation as a sentence that a person can check. Nil without a derivation.
    public var explanation: LocalText? {
        guard let derivation else { return nil }
        let sentences = Sentences(due: self, derivation: derivation)
        return LocalText(zh: sentences.zh, en: sentences.en)
    }
}

/// Words for a due date. The law is in `docs/deadlines.md`.
private struct Sentences {
    let due: DueDate
    let derivation: Derivation

    private var period: Period { derivation.period }
    private var isForward: Bool { period.direction == .forward }
    /// The end as far as days off decide it.
    private var ordinary: LegalDate { derivation.interruption?.ordinaryEnd ?? due.date }
    private var hasMoved: Bool { ordinary != derivation.naive }

    var zh: String {
        let anchor = derivation.anchor.on.zh
        if period.amount == 0 { return "指定日期：\(endZh)\(interruption.zh)\(basis.zh)。\(caution.zh)" }
        let start = isForward ? "自\(anchor)的次日起算\(length.zh)" : "自\(anchor)的前一日起倒算\(length.zh)"
        return "\(start)，\(period.unit == .workingDays ? countedZh : endZh)\(interruption.zh)\(basis.zh)。\(caution.zh)"
    }

    var en: String {
        let anchor = derivation.anchor.on
        if period.amount == 0 {
            return "A fixed date: \(endEn.replacing("end on", with: "it ends on"))\(interruption.en)"
                + "\(basis.en).\(caution.en)"
        }
        let start =
            isForward
            ? "\(length.en) counted from the day after \(anchor)"
            : "\(length.en) counted back from the day before \(anchor)"
        return "\(start) \(period.unit == .workingDays ? countedEn : endEn)\(interruption.en)\(basis.en).\(caution.en)"
    }

    // MARK: Calendar days, months, years

    private var endZh: String {
        let naive = derivation.naive
        let end = "\(corresponds.zh)届满日\(naive.zh)"
        guard period.rolls else { return "\(end)，不因休息日变动" }
        guard hasMoved else {
            return derivation.makeUpDays.isEmpty ? "\(end)为工作日" : "\(end)（\(naive.weekdayZh)）为调休上班日，不顺延"
        }
        let day = isForward ? "\(end)为\(reason.zh)，顺延至其后第一个工作日" : "\(end)为\(reason.zh)，提前至其前最后一个工作日"
        return day + ordinary.zh
    }

    private var endEn: String {
        let end = "\(corresponds.en)end on \(derivation.naive)"
        guard period.rolls else { return "\(end), whether that is a working day or not" }
        guard hasMoved else {
            return derivation.makeUpDays.isEmpty
                ? "\(end), a working day" : "\(end), a make-up working day, so the end does not move"
        }
        return isForward
            ? "\(end), \(reason.en), and move to the next working day, \(ordinary)"
            : "\(end), \(reason.en), and move to the working day before, \(ordinary)"
    }

    /// What kind of day off the period would end on.
    private var reason: LocalText {
        let day = derivation.naive
        if let festival = derivation.skipped.first(where: { $0.from <= day && day <= $0.through })?.festival {
            return LocalText(zh: "\(festival.zh)假期", en: "in the break of \(festival.en)")
        }
        return LocalText(zh: "\(day.weekdayZh)（休息日）", en: day.weekday == 6 ? "a Saturday" : "a Sunday")
    }

    /// Months end on the day of the same number, unless the month has none.
    private var corresponds: LocalText {
        guard period.unit == .months || period.unit == .years,
            derivation.naive.components.day != derivation.anchor.on.components.day
        else { return LocalText(zh: "", en: "") }
        return LocalText(
            zh: "到期月没有对应日，以月末日为届满日，",
            en: "find no day of the same number, so they take the last day of the month: they ")
    }

    // MARK: Working days

    private var countedZh: String {
        var parts: [String] = []
        if !derivation.skipped.isEmpty { parts.append("其间休息日\(runs { $0.zh })不计入") }
        if !derivation.makeUpDays.isEmpty {
            parts.append("调休上班日\(list(derivation.makeUpDays.map(\.zh), "、"))计入")
        }
        return (parts + ["届满日为\(ordinary.zh)"]).joined(separator: "，")
    }

    private var countedEn: String {
        var parts = ["end on \(ordinary)"]
        if !derivation.skipped.isEmpty { parts.append("not counting the days off \(runs { $0.en })") }
        if !derivation.makeUpDays.isEmpty {
            parts.append("counting the make-up working days \(list(derivation.makeUpDays.map(\.description), ", "))")
        }
        return parts.joined(separator: ", ")
    }

    /// The days off that were passed over, or only how many when there are too many for a sentence.
    private func runs(_ text: (LocalText) -> String) -> String {
        let runs = derivation.skipped
        guard runs.count <= 6 else {
            let count = derivation.skippedDays.count
            return text(LocalText(zh: "共\(count)天", en: "(\(count) in all)"))
        }
        return text(
            LocalText(
                zh: runs.map { run in
                    let days = run.from == run.through ? run.from.zh : "\(run.from.zh)至\(run.through.zh)"
                    return run.festival.map { "\(days)（\($0.zh)）" } ?? days
                }.joined(separator: "、"),
                en: runs.map { run in
                    let days = run.from == run.through ? "\(run.from)" : "\(run.from) to \(run.through)"
                    return run.festival.map { "\(days) (\($0.en))" } ?? days
                }.joined(separator: ", ")))
    }

    private func list(_ days: [String], _ separator: String) -> String {
        days.count <= 6 ? days.joined(separator: separator) : "(\(days.count))"
    }

    // MARK: Outages

    private var interruption: LocalText {
        guard let found = derivation.interruption else { return LocalText(zh: "", en: "") }
        return LocalText(
            zh: "；届满日遇系统停用"
                + found.outages.map { "（第\($0.number)号，\($0.from.zh)至\($0.through.zh)，\($0.reason)）" }
                .joined(separator: "、") + "，顺延至其后第一个可用的工作日\(due.date.zh)",
            en: "; the system could not be reached then ("
                + found.outages.map {
                    "outage \($0.number), \($0.from.shanghai) to \($0.through.shanghai), \($0.reason)"
                }
                .joined(separator: "; ") + "), so the end moves to the next working day without an outage, \(due.date)")
    }

    // MARK: What goes with it

    private var length: LocalText {
        let amount = period.amount
        let isOne = amount == 1
        return switch period.unit {
        case .calendarDays: LocalText(zh: "\(amount)个自然日", en: "\(amount) calendar day\(isOne ? "" : "s")")
        case .workingDays: LocalText(zh: "\(amount)个工作日", en: "\(amount) working day\(isOne ? "" : "s")")
        case .months: LocalText(zh: "\(amount)个月", en: "\(amount) month\(isOne ? "" : "s")")
        case .years: LocalText(zh: "\(amount)年", en: "\(amount) year\(isOne ? "" : "s")")
        }
    }

    /// The rule that gives the period. A value of practice is never shown as law.
    private var basis: LocalText {
        guard let rule = derivation.rule else { return LocalText(zh: "", en: "") }
        let article = rule.basis.article
        guard rule.basis.provenance != .practice else {
            return LocalText(
                zh: "（\(rule.id)，期限为实践值，非法定）", en: " (\(rule.id): a limit of practice, not of law)")
        }
        return LocalText(zh: "（\(rule.id)，依据：\(article)）", en: " (\(rule.id), by \(article))")
    }

    private var caution: LocalText {
        guard period.rolls else { return LocalText(zh: "", en: "") }
        let decisive = period.decisiveDays(anchor: derivation.anchor.on, naive: derivation.naive, end: due.date)
        let known = Set(derivation.calendar.map(\.year))
        let last = decisive.upperBound.components.year
        if due.isProvisional {
            let missing = (decisive.lowerBound.components.year...last).first { !known.contains($0) } ?? last
            return LocalText(
                zh: "\(missing)年放假安排尚未载入，按周一至周五为工作日推算，日期为暂定。",
                en:
                    " The holiday notice of \(missing) is not loaded, so Monday to Friday count as working days and the "
                    + "date is provisional.")
        }
        if decisive.upperBound.isYearEnd, !known.contains(last + 1) {
            return LocalText(
                zh: "\(last + 1)年放假安排载入后，年末日期可能调整。",
                en: " The notice of \(last + 1), once it is out, may still change the last days of the year.")
        }
        return LocalText(zh: "", en: "")
    }
}

extension LegalDate {
    fileprivate var zh: String {
        let (year, month, day) = components
        return "\(year)年\(month)月\(day)日"
    }

    fileprivate var weekdayZh: String { "星期" + ["一", "二", "三", "四", "五", "六", "日"][weekday - 1] }
}

extension Instant {
    /// `2026-03-02 16:30` in Asia/Shanghai.
    fileprivate var shanghai: String { "\(legalDate) \(clock)" }
    fileprivate var zh: String { legalDate.zh + clock }

    private var clock: String {
        let minutes = (milliseconds + 8 * 3_600_000) / 60_000 % 1_440
        func pad(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(pad(minutes / 60)):\(pad(minutes % 60))"
    }
}
