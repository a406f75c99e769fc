/// What is asked to be different. Empty: the present.
public struct Scenario: Hashable, Codable, Sendable {
    /// Another limit for a duty. Duties are taken to be worked off in proportion to their limit.
    public struct Limit: Hashable, Codable, Sendable {
        public let duty: DutyID
        public let value: Int
        public let unit: Duty.Limit.Unit

        public init(duty: DutyID, value: Int, unit: Duty.Limit.Unit) {
            self.duty = duty
            self.value = value
            self.unit = unit
        }
    }

    /// An agency that from now on takes so many times as long.
    public struct Slower: Hashable, Codable, Sendable {
        public let agency: AgencyID
        public let times: Ratio

        public init(agency: AgencyID, times: Ratio) {
            self.agency = agency
            self.times = times
        }
    }

    /// A holiday notice as it may come: the next version of its year.
    public struct Notice: Hashable, Codable, Sendable {
        public struct Break: Hashable, Codable, Sendable {
            public let from: LegalDate
            public let through: LegalDate
            public let makeUpDays: [LegalDate]?

            public init(from: LegalDate, through: LegalDate, makeUpDays: [LegalDate]?) {
                self.from = from
                self.through = through
                self.makeUpDays = makeUpDays
            }
        }

        public let year: Int
        public let breaks: [Break]

        public init(year: Int, breaks: [Break]) {
            self.year = year
            self.breaks = breaks
        }
    }

    /// Further days off.
    public var daysOff: [LegalDate]?
    public var notice: Notice?
    public var limits: [Limit]?
    public var slower: [Slower]?

    public init(
        daysOff: [LegalDate]? = nil, notice: Notice? = nil, limits: [Limit]? = nil, slower: [Slower]? = nil
    ) {
        self.daysOff = daysOff
        self.notice = notice
        self.limits = limits
        self.slower = slower
    }

    public static let present = Scenario()
}

extension Scenario {
    /// How many times as long as on record a duty takes: its limit, times the slowest of those who work on it. A duty to
    /// which a slow agency contributes waits for it.
    func times(_ duty: Duty) -> Ratio {
        let agencies = [duty.agency] + duty.coAgencies
        let slowest = (slower ?? []).filter { agencies.contains($0.agency) }.map(\.times).max() ?? .one
        guard let limit = (limits ?? []).first(where: { $0.duty == duty.id }) else { return slowest }
        let changed = Self.workingDays(limit.value, limit.unit)
        let present = Self.workingDays(duty.limit.value, duty.limit.unit)
        return slowest
            * Ratio(changed.numerator * present.denominator, changed.denominator * present.numerator)
    }

    /// A limit in working days; of seven calendar days five are worked.
    private static func workingDays(_ value: Int, _ unit: Duty.Limit.Unit) -> Ratio {
        unit == .workingDays ? Ratio(value, 1) : Ratio(value * 5, 7)
    }
}
