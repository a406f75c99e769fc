import MatterCore
import Testing

@testable import HTTPAPI

/// Forecasts speak of the open matters that their reader may read, and rest on the record of those alone.
@Suite(.serialized) struct ForecastAuthorisationTests {
    @Test(.timeLimit(.minutes(5))) func forecastsHoldWhatTheRuleAllows() async throws {
        try await atSite { site in
            let started = ContinuousClock.now
            let matters = try await SeededMatters(site, count: 10, seed: 2_323)
            let oracle = ReadOracle(matters.organisations)
            let tally = Tally()
            try await AuthorisationTests.everybody(site, matters) { principal, person, _ in
                let readable = matters.states.filter { oracle.reads(principal, $0) }
                let mayForecast = principal.role != .agency && principal.role != .operator
                for state in matters.states {
                    let path = "/v1/matters/\(state.id)/forecast"
                    let answer = try await person.ask(path)
                    let reads = oracle.reads(principal, state)
                    tally.compare(
                        "\(principal.id) \(path)", ["\(answer.status)"],
                        [reads ? (mayForecast ? "200" : "403") : "404"])
                    if answer.status == 200 {
                        let isOpen = try answer.json["forecast"] != nil
                        tally.compare("\(principal.id) \(path)", ["\(isOpen)"], ["\(state.closedAt == nil)"])
                        tally.compare(
                            "\(principal.id) \(path) rests on", Self.basis(try answer.json),
                            Self.basis(readable, matters))
                    }
                    guard !reads else { continue }
                    let question = Question(
                        route: "forecast", path: path, absent: "/v1/matters/999999/forecast", isAllowed: false)
                    if try await tally.absent(question, person) != answer.withoutInstance {
                        tally.miss("\(principal.id) \(path): \(answer.text)")
                    }
                }
                guard mayForecast else {
                    tally.compare(
                        "\(principal.id) forecast", ["\(try await person.ask("/v1/forecast").status)"], ["403"])
                    let scenario = try await person.scenario()
                    tally.compare("\(principal.id) scenario", ["\(scenario.status)"], ["403"])
                    return
                }
                let open = Set(readable.filter { $0.closedAt == nil }.map { "\($0.id)" })
                for limit in [200, 1] {
                    let items = try await person.all("/v1/forecast", limit: limit)
                    tally.compare("\(principal.id) forecast limit \(limit)", items.map(Self.matter), open)
                }
                let list = try await person.ask("/v1/forecast").expect(200).json
                let scenario = try await person.scenario().expect(200).json
                tally.compare("\(principal.id) scenario", (scenario["items"]?.elements ?? []).map(Self.matter), open)
                for answer in [list, scenario] {
                    tally.compare("\(principal.id) rests on", Self.basis(answer), Self.basis(readable, matters))
                }
                for totals in [list["totals"], scenario["present"], scenario["scenario"]] {
                    tally.compare("\(principal.id) totals", ["\(totals?["matters"]?.whole ?? -1)"], ["\(open.count)"])
                }
            }
            tally.report("forecasts", since: started, atLeast: 600)
        }
    }

    private static func matter(_ item: JSON) -> String { "\(item["matter"]?["id"]?.whole ?? 0)" }

    /// How many matters, courts, stays and duties an answer says that it rests on.
    private static func basis(_ answer: JSON) -> [String] {
        let provenance = answer["provenance"]
        return [
            ["matters", "courts", "stays", "duties"].map { "\($0) \(provenance?[$0]?.whole ?? -1)" }
                .joined(separator: ", ")
        ]
    }

    /// Every matter stays where it was opened, and once more after each move but the last one that closes it.
    private static func basis(_ readable: [MatterState], _ matters: SeededMatters) -> Set<String> {
        let stays = readable.map { state in
            let moves = (matters.events[state.id] ?? []).count {
                ["stage_moved", "procedure_moved"].contains($0.body.kind)
            }
            return moves + (state.closedAt == nil ? 1 : 0)
        }
        let duties = readable.map(\.assignments.count).reduce(0, +)
        return [
            "matters \(readable.count), courts \(Set(readable.map(\.court)).count), "
                + "stays \(stays.reduce(0, +)), duties \(duties)"
        ]
    }
}

extension Person {
    /// The scenario in which nothing is different.
    fileprivate func scenario() async throws -> Answer {
        try await send(
            "POST", "/v1/forecast/scenarios?limit=200", ["Content-Type": "application/json"], Array("{}".utf8))
    }
}
