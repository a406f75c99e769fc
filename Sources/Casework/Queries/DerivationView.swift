public import MatterCore

/// Why a duty is due when it is.
public struct DerivationView: Codable, Hashable, Sendable {
    /// The rule that gives the limit, and its source.
    public struct Rule: Codable, Hashable, Sendable {
        public let id: String
        public let article: String
        public let lawVersion: String
        public let provenance: LegalBasis.Provenance
    }

    public let rule: Rule?
    public let anchor: Derivation.Anchor
    public let amount: Int
    public let unit: Period.Unit
    public let direction: Period.Direction
    /// Whether an end on a day off moves.
    public let rolls: Bool
    /// Versions of the calendars that decided, such as `2026.v1`.
    public let calendar: [HolidayNotice.Key]
    /// The end before days off were looked at.
    public let naive: LegalDate
    /// Days off that were passed over.
    public let skipped: [LegalDate]
    /// Weekend days that were worked.
    public let makeUpDays: [LegalDate]
    /// Outages that moved the end.
    public let interruption: Interruption?
    public let explanation: LocalText

    public struct Interruption: Codable, Hashable, Sendable {
        /// The end without them.
        public let ordinaryEnd: LegalDate
        public let outages: [Passed]
    }

    public struct Passed: Codable, Hashable, Sendable {
        public let number: Int64
        public let from: String
        public let through: String
        public let reason: String
    }
}

extension DerivationView {
    /// Nil if the due date carries no reasons.
    init?(_ due: DueDate) {
        guard let derivation = due.derivation, let explanation = due.explanation else { return nil }
        rule = derivation.rule.map { rule in
            Rule(
                id: rule.id, article: rule.basis.article, lawVersion: rule.basis.lawVersion,
                provenance: rule.basis.provenance)
        }
        anchor = derivation.anchor
        amount = derivation.period.amount
        unit = derivation.period.unit
        direction = derivation.period.direction
        rolls = derivation.period.rolls
        calendar = derivation.calendar
        naive = derivation.naive
        skipped = derivation.skippedDays
        makeUpDays = derivation.makeUpDays
        interruption = derivation.interruption.map { found in
            Interruption(
                ordinaryEnd: found.ordinaryEnd,
                outages: found.outages.map {
                    Passed(
                        number: $0.number, from: $0.from.description, through: $0.through.description, reason: $0.reason
                    )
                })
        }
        self.explanation = explanation
    }
}
