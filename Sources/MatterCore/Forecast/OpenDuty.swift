extension Forecaster.Life {
    /// An open duty with the records that say how long it will take.
    struct OpenDuty {
        let rank: Int
        let basis: MatterForecast.DutyBasis
        let records: Int
        private let durations: Durations<Int>
        private let from: Int
        private let days: Int
        private let unitDays: Int
        private let limit: Int
        private let times: Ratio

        init(_ duty: ForecastSubject.OpenDuty, _ forecaster: Forecaster) {
            rank = forecaster.model.rank(of: duty.scene)
            days = duty.days
            unitDays = duty.unitDays
            limit = forecaster.daysLeft(until: duty.due)
            times = forecaster.times[duty.duty] ?? .one
            let own = forecaster.model.durations(of: duty.duty, at: duty.agency)
            let agency = forecaster.model.durations(of: duty.agency)
            let (ownFrom, agencyFrom) = (own.first(longerThan: duty.days), agency.first(longerThan: duty.days))
            if own.count(from: ownFrom) >= Forecaster.enoughRecords {
                (durations, from, basis, records) = (own, ownFrom, .duty, own.count(from: ownFrom))
            } else if agency.count(from: agencyFrom) >= Forecaster.enoughRecords {
                (durations, from, basis, records) = (agency, agencyFrom, .agency, agency.count(from: agencyFrom))
            } else {
                (durations, from, basis, records) = (.none, 0, .limit, 0)
            }
        }

        /// How long it still takes; nil: longer than the records reach.
        func draw(using random: inout SeededRandom) -> PairedDays? {
            if basis == .limit { return PairedDays(recorded: limit, changed: times.days(limit)) }
            guard let drawn = durations.draw(from: from, using: &random) else { return nil }
            let left = drawn.days - days
            let ofUnit = min(left, max(0, drawn.content - unitDays))
            return PairedDays(recorded: left, changed: left - ofUnit + times.days(ofUnit))
        }
    }
}
