/// Why a period cannot be counted.
public enum DeadlineFault: Error, Hashable, Sendable {
    /// The amount is not one of `Period.amounts(of:)`.
    case amountOutOfRange(Period)
    /// The anchor, or a day that decides, lies before the first year with a notice.
    case beforeCalendar(LegalDate, first: LegalDate)
    /// The end lies after the year 9999.
    case dateOutOfRange
}

extension DeadlineFault {
    /// Stable, in kebab case.
    public var code: String {
        switch self {
        case .amountOutOfRange: "amount-out-of-range"
        case .beforeCalendar: "before-calendar"
        case .dateOutOfRange: "date-out-of-range"
        }
    }

    public var message: LocalText {
        switch self {
        case .amountOutOfRange(let period):
            let range = Period.amounts(of: period.unit)
            return LocalText(
                zh: "期间长度须为 \(range.lowerBound) 至 \(range.upperBound)。",
                en: "An amount in \(period.unit.rawValue) is \(range.lowerBound) to \(range.upperBound), not "
                    + "\(period.amount).")
        case .beforeCalendar(let date, let first):
            return LocalText(
                zh: "\(date) 早于首个放假安排年度（自 \(first) 起），无法计算。",
                en: "\(date) lies before \(first), where the loaded calendars begin, so it cannot be computed.")
        case .dateOutOfRange:
            return LocalText(zh: "届满日超出可表示的日期范围。", en: "The end lies after 9999-12-31.")
        }
    }
}

extension Refusal {
    /// A due date that cannot be computed stops the act that needs it.
    init(_ fault: DeadlineFault) {
        self.init(.conflict, fault.code, zh: fault.message.zh, en: fault.message.en)
    }
}
