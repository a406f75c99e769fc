import MatterCore
import Postgres
import Testing

@testable import Casework
@testable import HTTPAPI

/// Notices, outages and what they move, over sockets: everybody is shown what the rule allows.
@Suite(.serialized) struct CalendarAuthorisationTests {
    private static let outage = #"{"from":"2026-03-01T16:00:00Z","through":"2026-03-30T15:00:00Z","reason":"示例断电"}"#

    /// The invented change of 2026: the whole year again with three days more.
    private static let notice = """
        {"kind":"calendar","schema":1,"year":2027,"version":1,
         "reference":{"title":"示例通知","number":"示例1号","provenance":"fill-in"},
         "festivals":[{"name":{"zh":"元旦","en":"New Year's Day"},"from":"2027-01-01","through":"2027-01-10"}]}
        """

    private static func everybody(_ organisations: [Organisation]) -> [Principal] {
        organisations.flatMap { organisation in
            Role.allCases.filter { $0.isHeld(in: organisation.kind) }.map { role in
                Principal(
                    id: "\(role.rawValue):\(organisation.id):示例", name: "示例", role: role, organisation: organisation)
            }
        }
    }

    @Test(.timeLimit(.minutes(5))) func movesHoldWhatTheRuleAllows() async throws {
        try await atSite { site in
            let matters = try await SeededMatters(site, count: 5, seed: 20_271)
            let oracle = ReadOracle(matters.organisations)
            site.clock.advance(seconds: 40 * 86_400)
            let `operator` = try await site.person(.operator, "OPERATOR")
            try await `operator`.act("/v1/outages", Self.outage).expect(201)
            _ = try await Timekeeper(site.casework).sweep()
            let number = try #require(
                try await `operator`.ask("/v1/recomputations").json["items"]?.elements?.last?["number"]?.whole)
            var moves: [(state: MatterState, event: MatterEvent)] = []
            for state in matters.states {
                let events = try await site.casework.reading(as: .service) { (db: borrowing Session) in
                    try EventStore.events(of: state.id, from: 1, through: 100_000, db)
                }
                moves += events.filter {
                    ["duty_due_moved", "deadline_moved"].contains($0.body.kind) && $0.by.isSystem
                }
                .map { (state, $0) }
            }
            #expect(moves.count > 20 && Set(moves.map(\.state.id)).count > 1)
            var sizes: [Int] = []
            for principal in Self.everybody(matters.organisations) {
                let person = try await site.person(principal.role, principal.organisation.id)
                let expected = moves.filter { move in
                    oracle.reads(principal, move.state)
                        && oracle.events(principal, move.state, [move.event]) == [move.event.number]
                }.map { "\($0.state.id)/\($0.event.number)" }
                try await site.casework.flushAccessLog(everything: true)
                let before = try await site.lastEntry()
                let items = try await person.all("/v1/recomputations/\(number)/moves", limit: 7)
                let found = items.map { "\($0["matter"]?.whole ?? 0)/\($0["event"]?.whole ?? 0)" }
                #expect(found == expected, "\(principal.id)")
                sizes.append(found.count)
                // Who was shown what is on record, and nobody was shown nothing.
                try await site.casework.flushAccessLog(everything: true)
                let entries = try await site.entries(after: before)
                #expect(
                    Set(entries.flatMap(\.matters)) == Set(items.compactMap { $0["matter"]?.whole }), "\(principal.id)")
                #expect(entries.allSatisfy { $0.subject == "listRecomputationMoves" && $0.ground?.isEmpty == false })
            }
            #expect(sizes.filter { $0 > 0 }.count > 10 && sizes.contains(0), "\(sizes)")
            try await `operator`.get("/v1/recomputations/99/moves").expect(404, "recomputation-not-found")
        }
    }

    @Test func aTrialIsForWhoReadsWholeMatters() async throws {
        try await atSite { site in
            site.clock.advance(seconds: 303 * 86_400)
            let judge = try await site.judge
            let matter = try await judge.openMatter()
            let trial = try await judge.act("/v1/calendars/trial?limit=200", Self.notice).expect(200).json
            let items = trial["items"]?.elements ?? []
            #expect(items.allSatisfy { $0["matter"]?.whole == matter } && trial["counts"] == nil)
            let stranger = try await site.person(.judge, "COURT-330602")
            let other = try await stranger.act("/v1/calendars/trial", Self.notice).expect(200).json
            #expect(other["items"]?.elements?.isEmpty == true)
            let `operator` = try await site.person(.operator, "OPERATOR")
            let numbers = try await `operator`.act("/v1/calendars/trial", Self.notice).expect(200).json
            #expect(numbers["items"]?.elements?.isEmpty == true)
            let counts = numbers["counts"]
            #expect((counts?["duties"]?.whole ?? 0) + (counts?["deadlines"]?.whole ?? 0) == Int64(items.count))
            let agency = try await site.person(.agency, "TAX-330603")
            try await agency.act("/v1/calendars/trial", Self.notice).expect(403, "role-may-not")
            // As strict as the file.
            let broken = Self.notice.replacing("2027-01-10", with: "2026-01-10")
            let fault = try await judge.act("/v1/calendars/trial", broken).expect(422, "notice-bad-period")
            #expect(try fault.text(at: "/pointer") == "/festivals/0/through")
            try await judge.act("/v1/calendars/trial", Self.notice.replacing("\"title\"", with: "\"name\"")).expect(400)
            try await judge.act("/v1/calendars/trial", Self.notice.replacing("2027", with: "2026"))
                .expect(409, "calendar-version-gap")
            // Nothing was loaded by any of it.
            let listed = try await judge.ask("/v1/calendars").json["items"]?.elements ?? []
            #expect(listed.count == 23 && listed.last?["key"]?.text == "2026.v1")
        }
    }

    @Test func outagesAreDeclaredByOperatorAndJudge() async throws {
        try await atSite { site in
            site.clock.advance(seconds: 40 * 86_400)
            let judge = try await site.judge
            let made = try await judge.act("/v1/outages", Self.outage).expect(201).json
            #expect(made["court"]?.text == "COURT-330603" && made["number"]?.whole == 1)
            let long = Self.outage.replacing("03-30T", with: "04-02T")
            try await judge.act("/v1/outages", long).expect(422, "outage-too-long")
            try await judge.act("/v1/outages", Self.outage.replacing("2026-03-30", with: "2027-03-30"))
                .expect(422, "outage-not-over")
            try await judge.act("/v1/outages", Self.outage.replacing("T16:", with: "T26:")).expect(400)
            for role in [Role.administrator, .agency, .auditor] {
                let organisation: OrganisationID =
                    role == .administrator ? "FIRM-A" : role == .agency ? "TAX-330603" : "COURT-33"
                let person = try await site.person(role, organisation)
                try await person.act("/v1/outages", Self.outage).expect(403, "role-may-not")
                #expect(try await person.ask("/v1/outages").json["items"]?.elements == [made])
            }
        }
    }
}
