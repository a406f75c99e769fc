import Casework
import MatterCore
import Testing

@testable import HTTPAPI

/// Critical path, ageing and desk look at matters as a whole: they are for who is shown the whole.
@Suite(.serialized) struct DelayAuthorisationTests {
    @Test(.timeLimit(.minutes(5))) func whatHoldsMattersUpIsShownToWhomTheRuleShowsTheWhole() async throws {
        try await atSite { site in
            let started = ContinuousClock.now
            let matters = try await SeededMatters(site, count: 8, seed: 1_733)
            site.clock.advance(seconds: 2 * 366 * 86_400)
            let oracle = ReadOracle(matters.organisations)
            let tally = Tally()
            try await AuthorisationTests.everybody(site, matters) { principal, person, _ in
                let isUnit = principal.role == .agency
                for state in matters.states {
                    let reads = oracle.reads(principal, state)
                    let path = "/v1/matters/\(state.id)/critical-path"
                    let answer = try await person.ask(path)
                    let status = reads ? (isUnit ? 403 : 200) : 404
                    tally.compare("\(principal.id) \(path)", ["\(answer.status)"], ["\(status)"])
                    if status == 404 {
                        let absent = Question(
                            route: "critical-path", path: path, absent: "/v1/matters/999999/critical-path",
                            isAllowed: false)
                        tally.count(absent, answer)
                        if answer.withoutInstance != (try await tally.absent(absent, person)) {
                            tally.miss("\(principal.id) \(path)")
                        }
                    }
                }
                let old = "/v1/matters/long-pending?years=2"
                if isUnit {
                    tally.compare("\(principal.id) \(old)", ["\(try await person.ask(old).status)"], ["403"])
                } else {
                    let expected = matters.states.filter { oracle.reads(principal, $0) && $0.closedAt == nil }
                    for limit in [200, 2] {
                        let items = try await person.all(old, limit: limit).map { "\($0["matter"]?["id"]?.whole ?? 0)" }
                        tally.compare("\(principal.id) \(old)", items, Set(expected.map { "\($0.id)" }))
                    }
                    let counts = try await person.ask(old).json["counts"]
                    tally.compare(
                        "\(principal.id) counts", ["\(counts?["over_two_years"]?.whole ?? -1)"], ["\(expected.count)"])
                }
                guard [.judge, .administrator].contains(principal.role) else {
                    tally.compare("\(principal.id) desk", ["\(try await person.ask("/v1/desk").status)"], ["403"])
                    return
                }
                let expected = Set(matters.states.flatMap { Self.desk(principal, $0, oracle) })
                for limit in [200, 3] {
                    let items = try await person.all("/v1/desk", limit: limit).map { item in
                        "\(item["kind"]?.text ?? "") \(item["matter"]?.whole ?? 0)/\(item["number"]?.whole ?? 0)"
                    }
                    tally.compare("\(principal.id) desk", items, expected)
                }
                let counts = try await person.ask("/v1/desk").json["counts"]?.members.compactMap(\.value.whole) ?? []
                tally.compare("\(principal.id) desk counts", ["\(counts.reduce(0, +))"], ["\(expected.count)"])
            }
            tally.report("what holds matters up", since: started)
        }
    }

    /// What waits for somebody in a matter, worked out from the whole of it.
    private static func desk(_ principal: Principal, _ state: MatterState, _ oracle: ReadOracle) -> [String] {
        let isJudge = principal.role == .judge
        let acts =
            isJudge
            ? state.court == principal.organisation.id
                && (state.judge == nil || state.judges.contains(principal.holder))
            : state.administrator == principal.organisation.id
        guard acts, state.closedAt == nil else { return [] }
        var items: [String] = []
        for duty in state.assignments.values {
            let place = "\(state.id)/\(duty.number)"
            let asks = duty.request.map { ($0.requester == state.court) == isJudge } ?? true
            if isJudge, duty.state == .refused { items.append("refusal \(place)") }
            if isJudge, !duty.state.isSettled, duty.extension?.decision == .pending {
                items.append("extension \(place)")
            }
            if asks, duty.state == .returned { items.append("returned \(place)") }
            if asks, duty.state == .completed, duty.acceptedAt == nil { items.append("result \(place)") }
        }
        for deadline in state.deadlines.values where deadline.isPending && deadline.nature != .term {
            let parties: [DeadlineRule.Party] = isJudge ? [.court] : [.administrator, .debtorOrAdministrator]
            if parties.contains(deadline.party) { items.append("deadline \(state.id)/\(deadline.number)") }
        }
        return items
    }
}
