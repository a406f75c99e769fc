import Casework
import Foundation
import MatterCore
import Testing

@testable import HTTPAPI

/// Every field of every matter, for everybody: a unit is shown what its duties need, by no way more.
@Suite(.serialized) struct FieldTests {
    @Test func theTableNamesEveryFieldOnce() {
        let named = FieldOracle.groups.values.flatMap { $0 } + FieldOracle.always
        #expect(named.count == Set(named).count)
        let described = Description.document.at("/components/schemas/Matter/properties")?.members.map(\.key) ?? []
        #expect(Set(described) == Set(named).union(["disclosure"]))
        let listed = Description.document.at("/components/schemas/MatterSummary/properties")?.members.map(\.key) ?? []
        #expect(Set(listed) == FieldOracle.listed.union(["openDuties", "overdueDuties", "nextDue"]))
        for (schema, known) in [("Assignment", FieldOracle.duty), ("InboxItem", FieldOracle.inbox)] {
            let described = Description.document.at("/components/schemas/\(schema)/properties")?.members.map(\.key)
            #expect(Set(described ?? []) == known, "say in FieldOracle why an agency is shown it")
        }
        #expect(Set(FieldOracle.groups.keys).union([.service]) == Set(FieldGroup.allCases))
    }

    @Test(.timeLimit(.minutes(5))) func everyFieldIsShownToWhomTheRuleShowsIt() async throws {
        try await atSite { site in
            let started = ContinuousClock.now
            let matters = try await SeededMatters(site, count: 12, seed: 38)
            let oracle = FieldOracle(workflow: SeededMatters.workflow, readers: ReadOracle(matters.organisations))
            let wholes = try await Self.wholes(site, matters)
            let today = site.clock.now.legalDate
            let tally = Tally()
            try await AuthorisationTests.everybody(site, matters) { principal, person, _ in
                let readable = matters.states.filter { oracle.readers.reads(principal, $0) }
                var expected: [Int64: [String: JSON]] = [:]
                for state in readable {
                    let whole = try #require(wholes[state.id])
                    let page = oracle.page(whole, principal, state)
                    expected[state.id] = page
                    let answer = try await person.ask("/v1/matters/\(state.id)").json
                    let found = answer.without(["disclosure"])
                    tally.compareFields("\(principal.id) \(state.id)", found, page)
                    let reasons = answer["disclosure"]?.elements.map { ground in
                        ground["duty"]?.text.map { "\(ground["assignment"]?.whole ?? 0) \($0)" } ?? "opened"
                    }
                    if principal.role == .agency {
                        tally.compare(
                            "\(principal.id) \(state.id) reasons", reasons ?? [],
                            Set(oracle.reasons(principal, state)))
                    } else if reasons != nil {
                        tally.miss("\(principal.id) has reasons")
                    }
                    for duty in answer["duties"]?.elements ?? [] {
                        tally.compareFields("\(principal.id) duty", duty.without(FieldOracle.duty), .object([]))
                    }
                    for list in ["instruments", "attachments", "duties"] {
                        let items = try await person.ask("/v1/matters/\(state.id)/\(list)").json["items"] ?? .null
                        tally.compareFields("\(principal.id) \(state.id) \(list)", items, page[list] ?? .array([]))
                    }
                }
                for item in try await person.all("/v1/matters", limit: 200) {
                    guard let id = item["id"]?.whole, let page = expected[id],
                        let state = readable.first(where: { $0.id == id })
                    else { continue }
                    let own = oracle.readers.duties(principal, state).filter { !$0.state.isSettled }
                    var row = page.filter { FieldOracle.listed.contains($0.key) }
                    row["openDuties"] = .integer(Int64(own.count))
                    row["overdueDuties"] = .integer(Int64(own.count { $0.isOverdue(on: today) }))
                    row["nextDue"] = own.map(\.due.date).min().map { .string($0.description) }
                    tally.compareFields("\(principal.id) list \(id)", item, row)
                }
                guard principal.role == .agency else { return }
                for tab in Inbox.Tab.allCases {
                    for item in try await person.all("/v1/inbox?tab=\(tab.rawValue)", limit: 200) {
                        let page = item["matter"]?.whole.flatMap { expected[$0] }
                        tally.compareFields("\(principal.id) inbox", item.without(FieldOracle.inbox), .object([]))
                        tally.compareFields(
                            "\(principal.id) inbox", item["caseNumber"] ?? .null, page?["caseNumber"] ?? .null)
                    }
                }
            }
            tally.reportFields("fields", since: started)
        }
    }

    /// A filter, a search or an order by what is hidden would tell it.
    @Test(.timeLimit(.minutes(5))) func filtersSearchAndOrderTellNothingHidden() async throws {
        try await atSite { site in
            let started = ContinuousClock.now
            let matters = try await SeededMatters(site, count: 12, seed: 39)
            let oracle = FieldOracle(workflow: SeededMatters.workflow, readers: ReadOracle(matters.organisations))
            let tally = Tally()
            try await AuthorisationTests.everybody(site, matters) { principal, person, _ in
                guard principal.role == .agency else { return }
                let readable = matters.states.filter { oracle.readers.reads(principal, $0) }
                func ids(_ query: String) async throws -> [String] {
                    try await person.all("/v1/matters?\(query)", limit: 200).map { "\($0["id"]?.whole ?? 0)" }
                }
                func compare<Value: Hashable & Sendable>(
                    _ name: String, _ group: FieldGroup, _ value: (MatterState) -> Value?, _ text: (Value) -> String
                ) async throws {
                    for wanted in Set(matters.states.compactMap(value)) {
                        let expected = readable.filter {
                            value($0) == wanted && oracle.shows(group, to: principal, $0)
                        }
                        tally.count(expected.count, of: readable.count)
                        tally.compare(
                            "\(principal.id) \(name)=\(wanted)", try await ids("\(name)=\(text(wanted))"),
                            Set(expected.map { "\($0.id)" }))
                    }
                }
                try await compare("stage", .stage, { $0.stage }, { $0.rawValue })
                try await compare("status", .procedure, { $0.status }, { $0.rawValue })
                try await compare("track", .track, { $0.track }, { $0.rawValue })
                try await compare("administrator", .administrator, { $0.administrator }, { $0.rawValue })
                try await compare("judge", .judge, { $0.judge?.id }, { $0.encodedQuery })
                try await compare("open", .stage, { $0.closedAt == nil }, { "\($0)" })
                try await compare("q", .caseNumber, { $0.caseNumber }, { $0.encodedQuery })
                // The end of the credit code with the beginning of the case number.
                try await compare(
                    "q", .caseNumber,
                    { state in
                        state.caseNumber.map { _ in "\(state.creditCode.suffix(3)) （2" }
                    }, { $0.encodedQuery })
                let names = readable.filter { $0.debtorName.contains("示例企业") }
                tally.compare(
                    "\(principal.id) q by name", try await ids("q=\("示例企业".encodedQuery)"),
                    Set(names.map { "\($0.id)" }))
                for state in readable {
                    tally.compare(
                        "\(principal.id) q by code", try await ids("q=\(state.creditCode.lowercased())"),
                        ["\(state.id)"])
                }
                for sign in ["", "-"] {
                    let numbers = readable.map(\.id).sorted()
                    let ordered = try await ids("sort=\(sign)openedAt")
                    if ordered != (sign.isEmpty ? numbers : numbers.reversed()).map({ "\($0)" }) {
                        tally.miss("\(principal.id) sort=\(sign)openedAt: \(ordered)")
                    }
                    func key(_ state: MatterState) -> Int64 {
                        oracle.shows(.stage, to: principal, state) ? state.stageSince.milliseconds : .max
                    }
                    let since = readable.sorted { (key($0), $0.id) < (key($1), $1.id) }.map { "\($0.id)" }
                    let found = try await ids("sort=\(sign)stageSince")
                    if found != (sign.isEmpty ? since : since.reversed()) {
                        tally.miss("\(principal.id) sort=\(sign)stageSince: \(found), not \(since)")
                    }
                    try await Self.expectPlainCursors(person, readable, sign, principal, oracle, tally)
                }
            }
            tally.report("filters", since: started)
            #expect(tally.some > 20 && tally.none > 200)
        }
    }

    /// A cursor holds the key of the last row: what is hidden is not in it either.
    private static func expectPlainCursors(
        _ person: Person, _ readable: [MatterState], _ sign: String, _ principal: Principal, _ oracle: FieldOracle,
        _ tally: Tally
    ) async throws {
        struct Place: Decodable { let key: String }
        for order in ["openedAt", "stageSince"] {
            let page = try await person.ask("/v1/matters?sort=\(sign)\(order)&limit=1").json
            guard let text = page["next"]?.text, let id = page["items"]?.elements.first?["id"]?.whole,
                let state = readable.first(where: { $0.id == id })
            else { continue }
            let standard = text.replacing("-", with: "+").replacing("_", with: "/")
            let key = try JSONDecoder().decode(Place.self, from: try #require(Data(base64Encoded: standard))).key
            if order == "openedAt", key != "\(id)" { tally.miss("\(principal.id): a cursor tells \(key)") }
            if order == "stageSince", (key == "infinity") == oracle.shows(.stage, to: principal, state) {
                tally.miss("\(principal.id): a cursor tells \(key)")
            }
        }
    }

    /// Each matter as somebody who reads all of it is shown it.
    private static func wholes(_ site: Site, _ matters: SeededMatters) async throws -> [Int64: JSON] {
        var wholes: [Int64: JSON] = [:]
        for state in matters.states {
            let court = try #require(matters.organisations.first { $0.id == state.court })
            let judge = Principal(id: state.judge?.id ?? "j", name: "示例", role: .judge, organisation: court)
            let detail = try await site.casework.matter(state.id, by: judge)
            wholes[state.id] = try JSONParser.parse(Array(try JSONEncoder().encode(detail)))
        }
        return wholes
    }
}

extension String {
    fileprivate var encodedQuery: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
