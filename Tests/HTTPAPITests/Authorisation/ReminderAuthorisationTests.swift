import MatterCore
import Testing

@testable import HTTPAPI

/// Of the reminders everybody is shown those that the rule allows: by matter, in the own list with its counts, and in the
/// record.
@Suite(.serialized) struct ReminderAuthorisationTests {
    @Test(.timeLimit(.minutes(5))) func remindersAreShownToWhomTheyConcern() async throws {
        try await atSite { site in
            let started = ContinuousClock.now
            var made = try await SeededMatters(site, count: 8, seed: 20)
            try await made.letTimePass(days: 30)
            let matters = made
            let oracle = ReadOracle(matters.organisations)
            let sent = matters.states.flatMap { $0.assignments.values.flatMap(\.reminders) }
            // Every recipient, and co-agencies among them; answered, over and waiting.
            #expect(Set(sent.map(\.content.recipient)) == Set(ReminderRung.Recipient.allCases))
            #expect(sent.contains { $0.answer != nil } && sent.contains { $0.endedAt == nil })
            let tally = Tally()
            try await AuthorisationTests.everybody(site, matters) { principal, person, _ in
                for state in matters.states where oracle.reads(principal, state) {
                    let path = "/v1/matters/\(state.id)"
                    let items = try await person.ask("\(path)/reminders").expect(200).json["items"]?.elements ?? []
                    tally.compare(
                        "\(principal.id) \(path)/reminders", items.map(Self.key), oracle.reminders(principal, state))
                    let events = oracle.events(principal, state, matters.events[state.id] ?? [])
                    let record = try await person.all("\(path)/events", limit: 200)
                    tally.compare(
                        "\(principal.id) \(path)/events", record.map { "\($0["number"]?.whole ?? 0)" },
                        Set(events.map { "\($0)" }))
                }
                for (tab, isWaiting) in [("waiting", true), ("ended", false)] {
                    let path = "/v1/reminders?tab=\(tab)"
                    guard let expected = oracle.ownReminders(principal, waiting: isWaiting, matters.states) else {
                        tally.compare(
                            "\(principal.id) \(path)", ["\(try await person.ask(path).status)"], ["403"])
                        continue
                    }
                    let counts = try await person.ask(path).json["counts"]
                    tally.compare(
                        "\(principal.id) count \(tab)", ["\(counts?[tab]?.whole ?? -1)"], ["\(expected.count)"])
                    for limit in [200, 3] {
                        let items = try await person.all(path, limit: limit)
                        tally.compare("\(principal.id) \(path) limit \(limit)", items.map(Self.key), expected)
                    }
                }
            }
            tally.report("reminders", since: started, atLeast: 400)
        }
    }

    private static func key(_ item: JSON) -> String {
        [item["matter"], item["assignment"], item["number"]].map { "\($0?.whole ?? 0)" }.joined(separator: "/")
    }
}
