import MatterCore
import Testing

@testable import HTTPAPI

/// Of the clock of a duty everybody is shown the lanes that the rule allows, and in each the turns of the record.
@Suite(.serialized) struct ClockAuthorisationTests {
    @Test(.timeLimit(.minutes(5))) func lanesAreShownToWhomTheyConcern() async throws {
        try await atSite { site in
            let started = ContinuousClock.now
            let matters = try await SeededMatters(site, count: 14, seed: 19)
            let oracle = ReadOracle(matters.organisations)
            let duties = matters.states.flatMap(\.assignments.values)
            // Something is to be seen, and something is to be cut.
            #expect(duties.count { $0.clock.lanes.contains { $0.turns.count > 1 } } > 10)
            #expect(duties.flatMap(\.parts).count > 50)
            let tally = Tally()
            try await AuthorisationTests.everybody(site, matters) { principal, person, _ in
                for state in matters.states where oracle.reads(principal, state) {
                    for duty in oracle.duties(principal, state) {
                        let path = "/v1/matters/\(state.id)/duties/\(duty.number)/clock"
                        let lanes = try await person.ask(path).expect(200).json["lanes"]?.elements ?? []
                        tally.compare(
                            "\(principal.id) \(path)", lanes.map(Self.text), Self.expected(principal, duty, state))
                    }
                }
            }
            tally.report("clocks", since: started)
        }
    }

    /// A lane as text: kind, agency, and each turn with its beginning.
    private static func text(_ lane: JSON) -> String {
        let turns = (lane["intervals"]?.elements ?? []).map { "\($0["holder"]?.text ?? "") \($0["from"]?.text ?? "")" }
        return "\(lane["kind"]?.text ?? "") \(lane["agency"]?.text ?? "-") \(turns.joined(separator: ", "))"
    }

    /// All lanes for whoever reads the whole duty; for a unit that only contributes, those of its parts.
    private static func expected(_ principal: Principal, _ duty: DutyAssignment, _ state: MatterState) -> Set<String> {
        let own = principal.organisation.id
        let isWhole = principal.role != .agency || duty.unit == own
        let lanes = duty.clock.lanes.filter { lane in
            isWhole || duty.parts.contains { $0.unit == own && lane.kind == .part && $0.agency == lane.agency }
        }
        return Set(
            lanes.map { lane in
                let agency = lane.kind == .lead ? duty.agency : lane.agency
                let turns = lane.turns.map { "\($0.holder.rawValue) \($0.since)" }
                return "\(lane.kind.rawValue) \(agency?.rawValue ?? "-") \(turns.joined(separator: ", "))"
            })
    }
}
