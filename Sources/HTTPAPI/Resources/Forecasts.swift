import Casework
import Hummingbird
import MatterCore

/// What is to be expected of open matters, and what would be if something were different.
extension API {
    func addForecasts(to router: Router<APIContext>) {
        router.get("/v1/forecast") { _, context in
            let forecast = try await casework.forecast(
                MatterFilter(context.input), page: context.input.page, seed: context.input.seed,
                by: try context.principal)
            return Response(
                json: ForecastListing(
                    list: Listing(items: forecast.page.items, next: forecast.page.next), totals: forecast.totals,
                    provenance: forecast.provenance))
        }
        // A question with a body: it records nothing, so it needs no key.
        router.post("/v1/forecast/scenarios") { _, context in
            let scenario = try context.input.decode(Scenario.self)
            let forecast = try await casework.forecast(
                under: scenario, MatterFilter(context.input), page: context.input.page, seed: context.input.seed,
                by: try context.principal)
            return Response(
                json: ScenarioListing(
                    list: Listing(items: forecast.page.items, next: forecast.page.next), present: forecast.present,
                    scenario: forecast.scenario, provenance: forecast.provenance))
        }
        router.get("/v1/matters/{matter}/forecast") { _, context in
            let forecast = try await casework.forecast(
                of: try context.input.matter, seed: context.input.seed, by: try context.principal)
            return Response(
                json: ForecastAnswer(
                    matter: forecast.item.matter, forecast: forecast.item.forecast, provenance: forecast.provenance))
        }
    }
}

extension Input {
    /// Of random numbers.
    fileprivate var seed: Int64 { query["seed"]?.whole ?? 1 }
}

private struct ForecastListing: Encodable {
    let list: Listing<PortfolioForecast.Item>
    let totals: ForecastTotals
    let provenance: ForecastProvenance

    enum CodingKeys: CodingKey { case totals, provenance }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(totals, forKey: .totals)
        try container.encode(provenance, forKey: .provenance)
        try list.encode(to: encoder)
    }
}

private struct ScenarioListing: Encodable {
    let list: Listing<PortfolioScenario.Item>
    let present: ForecastTotals
    let scenario: ForecastTotals
    let provenance: ForecastProvenance

    enum CodingKeys: CodingKey { case present, scenario, provenance }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(present, forKey: .present)
        try container.encode(scenario, forKey: .scenario)
        try container.encode(provenance, forKey: .provenance)
        try list.encode(to: encoder)
    }
}

private struct ForecastAnswer: Encodable {
    let matter: MatterSummary
    let forecast: MatterForecast?
    let provenance: ForecastProvenance
}
