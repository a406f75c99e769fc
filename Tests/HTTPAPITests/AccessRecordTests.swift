import Ledger
import MatterCore
import Postgres
import Testing

@testable import Casework
@testable import HTTPAPI

/// What goes out and what is refused is on record, whichever way it is asked for.
@Suite struct AccessRecordTests {
    /// Each route that the matrix calls one of matters leaves an entry with its name, of the kind that fits the reader.
    @Test func everyReadPathLeavesAnEntry() async throws {
        try await atSite { site in
            var matters = try await SeededMatters(site, count: 2, seed: 20_261_124)
            // Somebody at each place is reminded.
            try await matters.letTimePass(days: 30)
            let state = try #require(matters.states.first { $0.sealedAt == nil })
            let matter = state.id
            let duty = try #require(
                state.assignments.values.first { duty in
                    duty.state == .open
                        && duty.reminders.contains { $0.endedAt == nil && $0.content.organisation == duty.unit }
                })
            try await site.sequence()
            // Long enough for the matter to be long-pending.
            site.clock.advance(seconds: 3 * 366 * 86_400)
            let readers: [(Person, AccessEntry.Kind)] = [
                (try await site.person(.judge, state.court), .view),
                (try await site.person(.administrator, try #require(state.administrator)), .view),
                (try await site.person(.agency, duty.unit), .disclosure),
                (try await site.person(.auditor, "COURT-33"), .disclosure),
            ]
            var tried = 0
            let routes =
                ReadMatrix.reads.map { ($0, $1, ["GET", "HEAD"]) }
                + ReadMatrix.questions.map { ($0, $1, ["POST"]) }
            for (route, read, methods) in routes {
                guard case .matters = read, let operation = Contract.shared.operation(method: methods[0], path: route)
                else { continue }
                for (reader, kind) in readers {
                    var path = route.replacing("{matter}", with: "\(matter)")
                    for (part, list) in [
                        ("{assignment}", "duties"), ("{number}", "events"), ("{attachment}", "attachments"),
                        ("{deadline}", "deadlines"),
                    ] where route.contains(part) {
                        let items = try await reader.get("/v1/matters/\(matter)/\(list)").json["items"]?.elements ?? []
                        path = path.replacing(part, with: "\(items.first?["number"]?.whole ?? 9_999)")
                    }
                    for method in methods {
                        site.clock.advance(seconds: 60)
                        try await site.casework.flushAccessLog()
                        let before = try await site.lastEntry()
                        let isQuestion = method == "POST"
                        let answer = try await reader.send(
                            method, path, isQuestion ? ["Content-Type": "application/json"] : [:],
                            isQuestion ? Array("{}".utf8) : [])
                        // Waits for no flush: a disclosure is there before the answer.
                        let durable = try await site.entries(after: before)
                        try await site.casework.flushAccessLog(everything: true)
                        let entries = try await site.entries(after: before)
                        let place = "\(reader.id) \(method) \(path): \(answer.status)"
                        guard answer.status == 200 else {
                            #expect([403, 404].contains(answer.status), "\(place)")
                            #expect(entries.map(\.kind) == [.denial], "\(place)")
                            continue
                        }
                        tried += 1
                        let expected = operation.id == "exportMatter" ? .export : kind
                        #expect(entries.map(\.kind) == [expected], "\(place)")
                        #expect(entries.map(\.subject) == [operation.id], "\(place)")
                        #expect(entries.allSatisfy { $0.matters.contains(matter) }, "\(place)")
                        #expect(
                            entries.allSatisfy { $0.personID == reader.id && $0.ground?.isEmpty == false }, "\(place)")
                        #expect(durable.count == (expected == .view ? 0 : 1), "\(place)")
                    }
                }
            }
            #expect(tried > 90)
        }
    }

    /// Not there and not yours: the same entry but for the number that was asked for.
    @Test func aRefusalIsOnRecordAndSaysNothingOfWhatThereIs() async throws {
        try await atSite { site in
            let matter = try await site.judge.openMatter()
            let stranger = try await site.person(.judge, "COURT-330602")
            for path in ["", "/duties/1", "/events/1/receipt"] {
                var found: [AccessRow] = []
                for number in [matter, 999_999] {
                    site.clock.advance(seconds: 60)
                    try await site.casework.flushAccessLog()
                    let before = try await site.lastEntry()
                    try await stranger.get("/v1/matters/\(number)\(path)").expect(404, "matter-not-found")
                    #expect(try await site.entries(after: before).isEmpty)
                    try await site.casework.flushAccessLog()
                    var entry = try #require(try await site.entries(after: before).first)
                    #expect(entry.matters == [Int64(number)] && entry.kind == .denial)
                    entry.matters = []
                    entry.at = StoredInstant(Site.now)
                    entry.origin = .unknown
                    entry.hash = .zero
                    found.append(entry)
                }
                #expect(found[0] == found[1])
            }
        }
    }

    @Test func refusalsOfEveryKindAreOnRecord() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let matter = try await judge.openMatter()
            let agency = try await site.person(.agency, "TAX-330603")
            let forged = Person(port: site.port, token: "forged", id: "")
            let session = try await site.signedIn("judge-330603")
            let refused: [(String, () async throws -> Answer)] = [
                ("getMatter token-invalid", { try await forged.get("/v1/matters/\(matter)") }),
                ("getInbox inbox-of-agencies", { try await judge.get("/v1/inbox") }),
                ("listPeople session-required", { try await judge.get("/v1/people") }),
                (
                    "signIn csrf",
                    { try await site.signIn("judge-330603", headers: ["Origin": "https://elsewhere.example"]) }
                ),
                (
                    "openMatter csrf",
                    {
                        try await session.send(
                            "POST", "/v1/matters",
                            ["X-CSRF-Token": "x", "Content-Type": "application/json", "Idempotency-Key": "k"],
                            Array("{}".utf8))
                    }
                ),
                (
                    "setTrack role-may-not",
                    {
                        try await agency.act(
                            "/v1/matters/\(matter)/tracks", #"{"track":"fast","reason":"快"}"#, version: 1)
                    }
                ),
                (
                    "getAttachment attachment-not-found",
                    { try await agency.get("/v1/matters/\(matter)/attachments/99") }
                ),
            ]
            for (expected, ask) in refused {
                let before = try await site.lastEntry()
                #expect((400..<500).contains(try await ask().status), "\(expected)")
                try await site.casework.flushAccessLog()
                let found = try await site.entries(after: before)
                #expect(found.map { "\($0.subject) \($0.ground ?? "")" } == [expected])
                #expect(found.first?.origin.address == "127.0.0.1", "\(expected)")
            }
            // A stranger writes nothing into what is told of a matter.
            #expect(try await site.entries(after: 0).filter { $0.personID == nil && !$0.matters.isEmpty }.isEmpty)
            // Nowhere is nobody denied anything.
            let before = try await site.lastEntry()
            try await judge.get("/v1/nowhere").expect(404, "not-found")
            try await site.casework.flushAccessLog()
            #expect(try await site.entries(after: before).isEmpty)
        }
    }

    @Test func aFloodOfRefusalsIsARowOrTwo() async throws {
        var settings = HTTPSettings()
        settings.rates.anonymous = RateRule("1/2")
        try await atSite(settings) { site in
            let before = try await site.lastEntry()
            for _ in 0..<30 { _ = try await site.nobody.get("/v1/me") }
            site.clock.advance(seconds: 60)
            try await site.casework.flushAccessLog()
            let found = try await site.entries(after: before)
            let counted = Set(found.map { "\($0.ground ?? "") \($0.occurrences)" })
            #expect(counted == ["token-missing 1", "too-many-requests 1", "too-many-requests 27"])
            #expect(found.count == 4)
        }
    }

    /// What cannot be put on record is not given.
    @Test func withoutTheLogThereIsNoDisclosure() async throws {
        try await atSite { site in
            let matter = try await site.judge.openMatter()
            let agency = try await site.person(.agency, "TAX-330603")
            try await agency.get("/v1/matters/\(matter)").expect(200)
            try await site.asOwner("revoke insert on access_entry from onematter_app")
            let auditor = try await site.person(.auditor, "COURT-33")
            for path in ["", "/events", "/duties"] {
                for reader in [agency, auditor] {
                    let answer = try await reader.get("/v1/matters/\(matter)\(path)").expect(503, "not-recorded")
                    #expect(answer.headers["retry-after"] == "1")
                }
            }
            try await site.judge.get("/v1/matters/\(matter)").expect(200)
            try await site.asOwner("grant insert on access_entry to onematter_app")
            try await agency.get("/v1/matters/\(matter)").expect(200)
        }
    }
}

extension Site {
    /// Id of the newest entry of the log.
    func lastEntry() async throws -> Int64 {
        try await casework.reading(as: .service) { (db: borrowing Session) in
            try db.query("select coalesce(max(id), 0) from access_entry").first?.next(Int64.self) ?? 0
        }
    }

    /// Entries that were written after one, oldest first.
    func entries(after id: Int64) async throws -> [AccessRow] {
        try await casework.reading(as: .service) { (db: borrowing Session) in
            try db.query(AccessRow.select("where id > \(id) order by id")).map { try $0.json(AccessRow.self) }
        }
    }
}
