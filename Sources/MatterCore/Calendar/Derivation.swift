/// How a due date came about: everything that is needed to check it by hand.
public struct Derivation: Hashable, Codable, Sendable {
    /// The rule that gives the period.
    public struct Rule: Hashable, Codable, Sendable {
        /// A statutory deadline such as `D10`, or a duty such as `TX-01`.
        public let id: String
        public let basis: LegalBasis

        public init(id: String, basis: LegalBasis) {
            self.id = id
            self.basis = basis
        }
    }

    /// The event that the period runs from. Counting begins on the day after it.
    public struct Anchor: Hashable, Codable, Sendable {
        /// Kind of the event in the record of the matter; nil if only the day was given.
        public let event: String?
        public let on: LegalDate

        public init(event: String? = nil, on: LegalDate) {
            self.event = event
            self.on = on
        }
    }

    /// Days off one after the other with one reason.
    public struct DaysOff: Hashable, Codable, Sendable {
        public let from: LegalDate
        public let through: LegalDate
        /// Nil: a weekend.
        public let festival: LocalText?

        public init(from: LegalDate, through: LegalDate, festival: LocalText?) {
            self.from = from
            self.through = through
            self.festival = festival
        }

        public var days: [LegalDate] { (from.dayNumber...through.dayNumber).map(LegalDate.init(dayNumber:)) }
    }

    /// Outages that moved the end.
    public struct Interruption: Hashable, Codable, Sendable {
        public struct Passed: Hashable, Codable, Sendable {
            public let number: Int64
            public let from: Instant
            public let through: Instant
            public let reason: String
        }

        /// The end without them.
        public let ordinaryEnd: LegalDate
        public let outages: [Passed]

        init(ordinaryEnd: LegalDate, _ outages: [Outage]) {
            self.ordinaryEnd = ordinaryEnd
            self.outages = outages.map {
                Passed(number: $0.number, from: $0.from, through: $0.through, reason: $0.reason)
            }
        }
    }

    /// Nil if only the counting was asked for.
    public let rule: Rule?
    public let anchor: Anchor
    public let period: Period
    /// The notices that decided, for each year that was looked at and has one.
    public let calendar: [HolidayNotice.Key]
    /// Where the period ends before days off are looked at; for working days the end itself.
    public let naive: LegalDate
    /// Days off passed over, earliest first: at the end of a procedural period, anywhere in one of working days.
    public let skipped: [DaysOff]
    /// Weekend days that were worked: counted, or the reason why the end did not move.
    public let makeUpDays: [LegalDate]
    /// Nil: the system could be reached on the last day.
    public let interruption: Interruption?

    public init(
        rule: Rule?, anchor: Anchor, period: Period, calendar: [HolidayNotice.Key], naive: LegalDate,
        skipped: [DaysOff], makeUpDays: [LegalDate], interruption: Interruption? = nil
    ) {
        self.rule = rule
        self.anchor = anchor
        self.period = period
        self.calendar = calendar
        self.naive = naive
        self.skipped = skipped
        self.makeUpDays = makeUpDays
        self.interruption = interruption
    }

    public var skippedDays: [LegalDate] { skipped.flatMap(\.days) }
}
