import MatterCore
import Postgres
import Testing

@testable import Casework
@testable import HTTPAPI

/// Everybody reads the own feed, in pages from every number and as a stream, and finds what the rule allows.
@Suite(.serialized) struct FeedAuthorisationTests {
    @Test(.timeLimit(.minutes(5))) func feedsHoldWhatTheRuleAllows() async throws {
        var settings = HTTPSettings()
        settings.streams.heartbeat = .milliseconds(200)
        try await atSite(settings) { site in
            let started = ContinuousClock.now
            let matters = try await SeededMatters(site, count: 6, seed: 1_949)
            try await Self.turn(site, matters)
            // What happened is sequenced in several batches.
            try await site.sequence()
            let (places, size, events) = try await Self.ledger(site)
            let oracle = try FeedOracle(matters.organisations, places, events)
            let tally = Tally()
            var sizes: [Int] = []
            for principal in try await Self.everybody(site, matters.organisations) {
                let person = try await site.person(principal.role, principal.organisation.id)
                let expected = oracle.feed(of: principal)
                sizes.append(expected.count)
                let name = "feed of \(principal.id)"
                for after in [nil] + Set([0, size - 1] + (0..<6).map { _ in Int.random(in: 0..<size) }).sorted() {
                    for limit in [1, 7, 1_000] {
                        let query = "limit=\(limit)" + (after.map { "&after=\($0)" } ?? "")
                        let answer = try await person.ask("/v1/feed?\(query)")
                        let held = expected.filter { $0.position <= after ?? -1 }.last?.position
                        let rest = expected.filter { $0.position > after ?? -1 }
                        let previous = [held] + rest.dropLast().map(\.position)
                        let items = zip(rest, previous).prefix(limit).map { "\($0.line) \($1.map { "\($0)" } ?? "-")" }
                        let through = rest.prefix(limit).last?.position ?? after
                        let next = rest.count > limit ? through : nil
                        // The whole answer follows from what may be read: nothing else is in it.
                        tally.compare(
                            "\(name) \(query)", try Self.lines(answer.expect(200).json),
                            Set(items + ["through \(through ?? -1)", "next \(next ?? -1)"]))
                    }
                }
                let middle = expected.isEmpty ? nil : expected[expected.count / 2].position
                for after in [nil, middle] {
                    let rest = expected.filter { $0.position > after ?? -1 }
                    let stream = try await EventStream.open("/v1/feed", person, after: after)
                    let items = try await stream.items(rest.count)
                    tally.compare("\(name) stream", try items.map(Self.line), Set(rest.map(\.line)))
                    // And then nothing but a sign of life.
                    if rest.isEmpty { #expect(try await stream.next() == .retry(2_000)) }
                    #expect(try await stream.next() == .comment)
                }
                if expected.isEmpty { continue }
                try await Self.compareWithRecords(person, expected)
            }
            #expect(sizes.filter { $0 > 5 }.count > 15 && sizes.contains(0), "\(sizes)")
            print("feeds: \(sizes.count) readers, \(sizes.reduce(0, +)) items")
            tally.report("feeds", since: started)
        }
    }

    /// An item holds what the record of its matter shows to the same reader, and no more.
    private static func compareWithRecords(_ person: Person, _ expected: [FeedOracle.Place]) async throws {
        let items = try await person.ask("/v1/feed?limit=1000").json["items"]?.elements ?? []
        for matter in Set(expected.map(\.matter)) {
            let record = try await person.all("/v1/matters/\(matter)/events", limit: 200)
            let detail = try await person.ask("/v1/matters/\(matter)").json
            let numbered = Dictionary(uniqueKeysWithValues: record.map { ($0["number"]?.whole ?? 0, $0) })
            for item in items where item["matter"]?.whole == matter {
                #expect(item["event"] == numbered[item["event"]?["number"]?.whole ?? 0])
                #expect(item["debtorName"] == detail["debtorName"] && item["caseNumber"] == detail["caseNumber"])
                #expect(
                    Set(item.members.map(\.key)).isSubset(
                        of: ["number", "previous", "matter", "debtorName", "caseNumber", "event"]))
            }
        }
    }

    private static func lines(_ page: JSON) throws -> [String] {
        let items = try (page["items"]?.elements ?? []).map { item in
            "\(try line(item)) \(item["previous"]?.whole.map { "\($0)" } ?? "-")"
        }
        return items + ["through \(page["through"]?.whole ?? -1)", "next \(page["next"]?.whole ?? -1)"]
    }

    private static func line(_ item: JSON) throws -> String {
        let number = try #require(item["number"]?.whole)
        return "\(number) \(item["matter"]?.whole ?? 0)/\(item["event"]?["number"]?.whole ?? 0)"
    }

    /// A seal is lifted, and another judge comes to a matter that stays sealed.
    private static func turn(_ site: Site, _ matters: SeededMatters) async throws {
        let sealed = matters.states.filter { $0.sealedAt != nil }
        #expect(sealed.count >= 2)
        for (place, state) in sealed.enumerated() {
            try await site.sequence()
            let court = try #require(matters.organisations.first { $0.id == state.court })
            let judge = Principal(id: state.judge?.id ?? "", name: "示例", role: .judge, organisation: court)
            let newcomer = MatterCore.Person(id: "judge:\(court.id):示例", name: "示例")
            let panel = Command.assignJudge(AssignJudge(judge: judge.person, panel: [newcomer]))
            let acts = place == 0 ? [Command.unsealMatter(GiveReason(reason: "示例")), panel] : [panel]
            for (serial, act) in acts.enumerated() {
                _ = try await site.casework.perform(
                    act, on: state.id, expecting: nil, by: judge,
                    idempotency: IdempotencyClaim(key: "turn \(state.id) \(serial)", request: []))
            }
        }
    }

    /// One for each organisation and role, under the id that the own token has.
    private static func everybody(_ site: Site, _ organisations: [Organisation]) async throws -> [Principal] {
        organisations.flatMap { organisation in
            Role.allCases.filter { $0.isHeld(in: organisation.kind) }.map { role in
                Principal(
                    id: "\(role.rawValue):\(organisation.id):示例", name: "示例", role: role, organisation: organisation)
            }
        }
    }

    /// What was sequenced, and the records of the matters.
    private static func ledger(
        _ site: Site
    ) async throws -> (places: [FeedOracle.Place], size: Int, events: [Int64: [MatterEvent]]) {
        try await site.casework.reading(as: .service) { (db: borrowing Session) in
            let places = try db.query(
                "select position, matter_id, number from ledger_leaf where matter_id is not null"
            ).map { FeedOracle.Place(position: try $0.next(), matter: try $0.next(), number: try $0.next()) }
            var events: [Int64: [MatterEvent]] = [:]
            for matter in Set(places.map(\.matter)) {
                events[matter] = try EventStore.events(of: matter, from: 1, through: 10_000, db)
            }
            let size = try db.query("select max(size) from ledger_checkpoint").first?.next(Int.self) ?? 0
            return (places, size, events)
        }
    }
}

extension FeedOracle.Place {
    fileprivate var line: String { "\(position) \(matter)/\(number)" }
}
