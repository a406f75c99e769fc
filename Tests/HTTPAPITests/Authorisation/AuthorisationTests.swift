import Casework
import Foundation
import MatterCore
import Testing

@testable import HTTPAPI

/// Everybody asks for everything, and is answered what the access rule allows.
@Suite(.serialized) struct AuthorisationTests {
    @Test(.timeLimit(.minutes(5))) func everyReadPathShowsWhatTheRuleAllows() async throws {
        try await atSite { site in
            let started = ContinuousClock.now
            let matters = try await SeededMatters(site, count: 5, seed: 20_261_124)
            #expect(matters.states.contains { $0.closedAt != nil })
            let oracle = ReadOracle(matters.organisations)
            let fields = FieldOracle(workflow: SeededMatters.workflow, readers: oracle)
            let tally = Tally()
            try await Self.everybody(site, matters) { principal, person, random in
                for state in matters.states {
                    let questions = Self.questions(principal, state, fields, &random)
                    for question in questions {
                        let answer = try await person.ask(question.path)
                        tally.count(question, answer)
                        guard !question.isAllowed else { continue }
                        // The same as for something that is not there.
                        let absent = try await tally.absent(question, person)
                        if answer.withoutInstance != absent {
                            tally.miss("\(principal.id) \(question.path): \(answer.text)")
                        }
                    }
                }
            }
            tally.report("read paths", since: started)
            for (path, read) in ReadMatrix.reads {
                guard case .matters(ReadMatrix.differential) = read else { continue }
                #expect(tally.shown(path) > 30 && tally.hidden(path) > 30, "\(path) was hardly tried")
            }
        }
    }

    @Test(.timeLimit(.minutes(5))) func listsHoldWhatTheRuleAllows() async throws {
        try await atSite { site in
            let started = ContinuousClock.now
            let matters = try await SeededMatters(site, count: 6, seed: 4_711)
            // Some duties fall due.
            site.clock.advance(seconds: 12 * 86_400)
            let today = site.clock.now.legalDate
            let oracle = ReadOracle(matters.organisations)
            let fields = FieldOracle(workflow: SeededMatters.workflow, readers: oracle)
            // No tab is empty for everybody, or it would show nothing.
            for tab in Inbox.Tab.allCases {
                #expect(
                    matters.organisations.contains { organisation in
                        let unit = Principal(id: "", name: "", role: .agency, organisation: organisation)
                        return !oracle.inbox(tab, unit, matters.states, today: today).isEmpty
                    }, "\(tab)")
            }
            let tally = Tally()
            try await Self.everybody(site, matters) { principal, person, _ in
                func compare(_ path: String, _ expected: Set<String>, _ key: @Sendable (JSON) -> String) async throws {
                    for limit in [200, 1] {
                        let items = try await person.all(path, limit: limit).map(key)
                        tally.compare("\(principal.id) \(path) limit \(limit)", items, expected)
                    }
                }
                let readable = matters.states.filter { oracle.reads(principal, $0) }
                try await compare("/v1/matters", Set(readable.map { "\($0.id)" })) { "\($0["id"]?.whole ?? 0)" }
                for state in readable {
                    let path = "/v1/matters/\(state.id)"
                    for (list, expected) in [
                        ("duties", oracle.duties(principal, state).map(\.number)),
                        ("attachments", fields.attachments(principal, state)),
                        ("instruments", fields.instruments(principal, state)),
                        ("deadlines", principal.role == .agency ? [] : state.deadlines.keys.sorted()),
                    ] {
                        let items = try await person.ask("\(path)/\(list)").json["items"]?.elements ?? []
                        tally.compare(
                            "\(principal.id) \(path)/\(list)", items.map { "\($0["number"]?.whole ?? 0)" },
                            Set(expected.map { "\($0)" }))
                    }
                    let events = oracle.events(principal, state, matters.events[state.id] ?? [])
                    let limits = principal.role == .agency ? [200, 1] : [200]
                    for limit in limits {
                        let items = try await person.all("\(path)/events", limit: limit)
                        tally.compare(
                            "\(principal.id) \(path)/events", items.map { "\($0["number"]?.whole ?? 0)" },
                            Set(events.map { "\($0)" }))
                    }
                }
                guard principal.role == .agency else {
                    tally.compare("inbox", ["\(try await person.ask("/v1/inbox").status)"], ["403"])
                    return
                }
                for tab in Inbox.Tab.allCases {
                    let expected = oracle.inbox(tab, principal, matters.states, today: today)
                    let counts = try await person.ask("/v1/inbox?tab=\(tab.rawValue)").json["counts"]
                    tally.compare(
                        "\(principal.id) count \(tab)", ["\(counts?[tab.rawValue]?.whole ?? -1)"],
                        ["\(expected.count)"])
                    try await compare("/v1/inbox?tab=\(tab.rawValue)", expected) {
                        "\($0["matter"]?.whole ?? 0)/\($0["number"]?.whole ?? 0)"
                    }
                }
            }
            tally.report("lists", since: started)
        }
    }

    /// One question for each path of the table, and those for parts of the matter. Where a unit reads the matter, each
    /// part is asked for; otherwise one.
    private static func questions(
        _ principal: Principal, _ state: MatterState, _ fields: FieldOracle, _ random: inout SplitMix
    ) -> [Question] {
        let reads = fields.readers.reads(principal, state)
        let duties = Set(fields.readers.duties(principal, state).map(\.number))
        let files = Set(fields.attachments(principal, state))
        let isUnit = reads && principal.role == .agency
        func some(_ numbers: [Int]) -> [Int] {
            isUnit ? numbers : numbers.randomElement(using: &random).map { [$0] } ?? []
        }
        var questions: [Question] = []
        for (route, read) in ReadMatrix.reads.sorted(by: { $0.key < $1.key }) {
            guard case .matters(ReadMatrix.differential) = read else { continue }
            let path = route.replacing("{matter}", with: "\(state.id)")
            let none = route.replacing("{matter}", with: "\(reads ? state.id : 999_999)")
            if route.contains("{assignment}") {
                for number in some(state.assignments.keys.sorted()) {
                    questions.append(
                        Question(
                            route: route, path: path.replacing("{assignment}", with: "\(number)"),
                            absent: none.replacing("{assignment}", with: "9999"),
                            isAllowed: reads && duties.contains(number)))
                }
            } else if route.contains("{attachment}") {
                for number in some(state.attachments.keys.sorted()) {
                    questions.append(
                        Question(
                            route: route, path: path.replacing("{attachment}", with: "\(number)"),
                            absent: none.replacing("{attachment}", with: "9999"),
                            isAllowed: reads && files.contains(number)))
                }
            } else if route.contains("{deadline}") {
                // Agencies read none.
                for number in reads ? state.deadlines.keys.sorted() : some(state.deadlines.keys.sorted()) {
                    questions.append(
                        Question(
                            route: route, path: path.replacing("{deadline}", with: "\(number)"),
                            absent: none.replacing("{deadline}", with: "9999"),
                            isAllowed: reads && principal.role != .agency))
                }
            } else {
                questions.append(Question(route: route, path: path, absent: none, isAllowed: reads))
            }
        }
        return questions
    }

    /// One principal for each organisation and role that it has, a few at a time.
    static func everybody(
        _ site: Site, _ matters: SeededMatters,
        _ body: @escaping @Sendable (Principal, Person, inout SplitMix) async throws -> Void
    ) async throws {
        let principals = matters.organisations.flatMap { organisation in
            Role.allCases.filter { $0.isHeld(in: organisation.kind) }.map { role in
                Principal(id: "\(role.rawValue)@\(organisation.id)", name: "示例", role: role, organisation: organisation)
            }
        }
        #expect(principals.count > 45)
        let workers = 4
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    for index in stride(from: worker, to: principals.count, by: workers) {
                        let principal = principals[index]
                        var random = SplitMix(state: UInt64(index))
                        let person = try await site.person(principal.role, principal.organisation.id)
                        try await body(principal, person, &random)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
