/// How an end is counted, as far as it may be counted again: kept beside the end, so that those that are counted alike
/// are found together, however many they are.
public enum Counting: Hashable, Sendable {
    /// From one day, in one step.
    case from(LegalDate, Period)
    /// In several steps, or from another end that moves: the core counts it.
    case steps

    /// Nil if nothing can move the end.
    init?(_ derivation: Derivation) {
        guard derivation.period.rolls else { return nil }
        self = .from(derivation.anchor.on, derivation.period)
    }

    /// The end by a calendar, without its reasons. Nil if only the core can say, or nobody.
    public func end(_ calendar: WorkCalendar) -> DueDate? {
        guard case .from(let day, let period) = self else { return nil }
        let anchor = Derivation.Anchor(on: day)
        return try? (period.amount == 0 ? calendar.due(on: anchor, rule: nil) : calendar.due(period, from: anchor))
            .short
    }
}

/// `2026-12-28 + 5 working_days`, or `steps`.
extension Counting: LosslessStringConvertible {
    public var description: String {
        switch self {
        case .from(let day, let period):
            "\(day) \(period.direction == .forward ? "+" : "-") \(period.amount) \(period.unit.rawValue)"
        case .steps: "steps"
        }
    }

    public init?(_ text: String) {
        if text == "steps" {
            self = .steps
            return
        }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 4, let day = LegalDate(String(parts[0])), parts[1] == "+" || parts[1] == "-",
            let amount = Int(parts[2]), let unit = Period.Unit(rawValue: String(parts[3]))
        else { return nil }
        self = .from(day, Period(amount: amount, unit: unit, direction: parts[1] == "+" ? .forward : .backward))
    }
}

extension Counting: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let counting = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no way of counting.")
        }
        self = counting
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
