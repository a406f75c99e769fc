internal import MatterCore

/// Plays the matters of a portfolio, as they are and under the scenario.
struct ForecastPlay {
    enum Side {
        case present, changed
    }

    private let data: PortfolioData
    private let present: [WorkflowKey: Forecaster]
    private let changed: [WorkflowKey: Forecaster]
    private let items: [Int64: ForecastMatters.Item]
    let provenance: ForecastProvenance

    init(_ data: PortfolioData, seed: Int64) throws(CaseworkError) {
        self.data = data
        let seedBits = UInt64(bitPattern: seed)
        present = data.workflows.mapValues {
            Forecaster(data.records, $0, data.calendar, today: data.today, seed: seedBits)
        }
        let (scenario, calendar) = (data.scenario, data.scenarioCalendar)
        changed = present.mapValues { $0.under(scenario, calendar, seed: seedBits) }
        items = Dictionary(uniqueKeysWithValues: data.matters.map { ($0.subject.matter, $0) })
        provenance = ForecastProvenance(data.records, since: data.since, on: data.today, seed: seed)
    }

    /// Nil: the matter is not open.
    func present(_ matter: Int64) -> MatterForecast? { forecast(matter, present) }

    func changed(_ matter: Int64) -> MatterForecast? { forecast(matter, changed) }

    private func forecast(_ matter: Int64, _ forecasters: [WorkflowKey: Forecaster]) -> MatterForecast? {
        guard let item = items[matter] else { return nil }
        return forecasters[item.workflow]?.forecast(item.subject, runs: Casework.forecastRuns)
    }

    /// All matters together: each for so many runs that the work stays bounded.
    func totals(_ side: Side) throws(CaseworkError) -> ForecastTotals {
        let forecasters = side == .present ? present : changed
        let count = max(1, data.matters.count)
        let runs = max(1, min(Casework.forecastRuns, Casework.mostForecastRuns / count))
        let horizons = ForecastTotals.months.map { ($0, data.today.adding(months: $0) ?? data.today) }
        var closings = [Int](repeating: 0, count: horizons.count)
        for item in data.matters {
            if Task.isCancelled { throw .cancelled }
            let own = forecasters[item.workflow]?.closings(of: item.subject, runs: runs, by: horizons.map(\.1)) ?? []
            for index in own.indices { closings[index] += own[index] }
        }
        return ForecastTotals(
            matters: data.matters.count, runs: runs,
            within: zip(horizons, closings).map { horizon, closings in
                .init(
                    months: horizon.0, by: horizon.1, closings: closings, expected: (closings + runs / 2) / runs)
            })
    }
}
