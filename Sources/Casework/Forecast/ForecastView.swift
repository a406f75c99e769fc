public import MatterCore

/// The open matters of a reader with what is to be expected of each, and of all together.
public struct PortfolioForecast: Codable, Sendable {
    public struct Item: Codable, Sendable {
        public let matter: MatterSummary
        /// Nil: it is closed.
        public let forecast: MatterForecast?
    }

    public let page: Page<Item>
    public let totals: ForecastTotals
    public let provenance: ForecastProvenance
}

/// The same with a scenario beside the present.
public struct PortfolioScenario: Codable, Sendable {
    public struct Item: Codable, Sendable {
        public let matter: MatterSummary
        public let present: MatterForecast
        public let scenario: MatterForecast
        public let difference: Shift
    }

    /// By how many calendar days the scenario is later; nil where either is beyond the records.
    public struct Shift: Codable, Hashable, Sendable {
        public let early: Int?
        public let median: Int?
        public let late: Int?

        init(_ present: ExpectedRange, _ scenario: ExpectedRange) {
            func days(_ end: (ExpectedRange) -> ExpectedDay?) -> Int? {
                guard let from = end(present), let to = end(scenario) else { return nil }
                return to.date.dayNumber - from.date.dayNumber
            }
            early = days(\.early)
            median = days(\.median)
            late = days(\.late)
        }
    }

    public let page: Page<Item>
    public let present: ForecastTotals
    public let scenario: ForecastTotals
    public let provenance: ForecastProvenance
}

/// One matter.
public struct ForecastOfMatter: Codable, Sendable {
    public let item: PortfolioForecast.Item
    public let provenance: ForecastProvenance
}

/// How many of the matters are expected to close.
public struct ForecastTotals: Codable, Hashable, Sendable {
    public struct Horizon: Codable, Hashable, Sendable {
        public let months: Int
        public let by: LegalDate
        /// In so many runs of all matters together; divided by `runs` it is the expected number, exactly.
        public let closings: Int
        /// That number, rounded.
        public let expected: Int
    }

    /// Within so many months of today.
    static let months = [3, 6, 12]

    public let matters: Int
    /// Of each matter: the first of those that its own forecast has, fewer if there are many matters.
    public let runs: Int
    public let within: [Horizon]
}

/// What a forecast rests on.
public struct ForecastProvenance: Codable, Hashable, Sendable {
    public let on: LegalDate
    public let seed: Int64
    /// What ended before is left out.
    public let since: LegalDate
    /// The matters that the records come from, and of how many courts: those that the reader may read.
    public let matters: Int
    public let courts: Int
    public let stays: Int
    public let duties: Int
    public let enoughRecords: Int
    public let assumptions: [LocalText]
}
