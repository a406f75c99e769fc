import MatterCore
import Testing

@testable import HTTPAPI

/// Every act on a matter over the wire, in the order of a real case.
@Suite struct MatterJourneyTests {
    @Test func fromFilingIntoTakeover() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let path = "/v1/matters/\(try await judge.openMatter())"
            #expect(try await judge.version(path) == 1)

            func act(_ what: String, _ body: String, by person: Person? = nil) async throws -> Answer {
                let actor = person ?? judge
                let version = try await actor.version(path)
                let answer = try await actor.act("\(path)/\(what)", body, version: version).expect(201)
                #expect(answer.headers["location"] == path)
                #expect(try answer.whole(at: "/version") == answer.version)
                return answer
            }
            let me = #"{"id":"\#(judge.id)","name":"示例"}"#
            _ = try await act("judge-assignments", #"{"judge":\#(me),"panel":[]}"#)
            _ = try await act("instruments", Bodies.instrument("acceptance_ruling"))
            _ = try await act("instruments", Bodies.instrument("appointment_decision"))
            let accepted = try await act(
                "procedure-transitions", #"{"to":"LIQUIDATION","instruments":[1,2],"caseNumber":"（2026）浙0603破1号"}"#)
            #expect(try accepted.text(at: "/events/0/kind") == "procedure_moved")
            #expect(try accepted.text(at: "/events/0/at") == "2026-03-02T02:00:00.000Z")
            #expect(try accepted.text(at: "/events/0/payload/to") == "LIQUIDATION")
            #expect(try accepted.text(at: "/events/0/by/person/id") == judge.id)
            _ = try await act(
                "administrator-appointments", #"{"administrator":"FIRM-A","personInCharge":"李律师","instrument":2}"#)
            _ = try await act("tracks", #"{"track":"fast","reason":"财产少、债权人少"}"#)
            let other = try await judge.openMatter(2)
            _ = try await act("links", #"{"matter":\#(other),"relation":"group_company"}"#)

            // The stage does not change before the mandatory duties of the first scene are settled.
            let version = try await judge.version(path)
            let blocked = try await judge.act(
                "\(path)/stage-transitions", #"{"to":"TAKEOVER","instruments":[1,2]}"#, version: version
            ).expect(409)
            let unmet = try blocked.json["unmet"]?.elements ?? []
            #expect(!unmet.isEmpty && unmet.allSatisfy { $0["kind"] == .string("duty") && $0["owedBy"] != nil })
            for duty in try await judge.get("\(path)/duties").json["items"]?.elements ?? [] {
                let number = try #require(duty["number"]?.whole)
                _ = try await judge.act(
                    "\(path)/duties/\(number)/waivers", #"{"reason":"已另行调查"}"#, version: 1
                ).expect(201)
            }
            let entered = try await act("stage-transitions", #"{"to":"TAKEOVER","instruments":[1,2]}"#)
            #expect(try entered.json["events"]?.elements.contains { $0["kind"] == .string("duty_opened") } == true)

            let firm = try await site.administrator
            let file = try await firm.send(
                "POST", "\(path)/attachments?name=a.pdf",
                ["Content-Type": "application/pdf", "Idempotency-Key": "file"],
                Array("%PDF-1.7 x".utf8)
            ).expect(201)
            #expect(file.headers["location"] == "\(path)/attachments/1")
            _ = try await act("milestones", #"{"milestone":"ESTATE_REPORT_FILED","on":"2026-03-01"}"#, by: firm)
            let pack = ["acceptance_ruling_copy", "administrator_appointment_copy", "authorisation_letter", "agent_id"]
                .map { #"{"material":"\#($0)","attachment":1}"# }.joined(separator: ",")
            let items = #"{"duty":"TO-02","materials":[]}"#
            let filed = try await act(
                "assistance-requests", #"{"duties":[\#(items)],"standardPack":[\#(pack)]}"#, by: firm)
            #expect(try filed.text(at: "/events/0/kind") == "request_filed")

            let detail = try await judge.get(path).expect(200)
            #expect(try detail.text(at: "/stage") == "TAKEOVER")
            #expect(try detail.text(at: "/administrator/id") == "FIRM-A")
            #expect(try detail.json["links"]?.elements.count == 1)
            for list in ["instruments": 2, "assistance-requests": 1, "attachments": 1] {
                #expect(try await judge.get("\(path)/\(list.key)").json["items"]?.elements.count == list.value)
            }
            let moves = try await judge.get("\(path)/next-moves").expect(200)
            #expect(try moves.json["items"]?.elements.contains { $0["isReady"] == .boolean(false) } == true)
        }
    }

    @Test func aFilingForADebtorOfTheWatchList() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let opened = try await judge.act("/v1/matters", Bodies.open(1, origin: "watch_list")).expect(201)
            let path = try #require(opened.headers["location"])
            let filing = #"{"filing":{"filer":"debtor","route":"reorganisation","filedOn":"2026-03-01"}}"#
            let answer = try await judge.act("\(path)/filings", filing, version: 1).expect(201)
            #expect(try answer.text(at: "/events/0/kind") == "filing_recorded")
            // The same debtor cannot be opened twice, and the answer names the matter that is open.
            let again = try await judge.act("/v1/matters", Bodies.open(1)).expect(409, "debtor-already-open")
            #expect(try again.text(at: "/errors/0/pointer") == "/creditCode")
            #expect(try again.text(at: "/unmet/0/subject") == String(path.dropFirst("/v1/matters/".count)))
        }
    }

    @Test func listsArePagedFilteredAndSorted() async throws {
        try await atSite { site in
            let judge = try await site.judge
            for serial in 1...5 { _ = try await judge.openMatter(serial) }
            var seen: [String] = []
            var cursor: String?
            repeat {
                let more = cursor.map { "&cursor=\($0)" } ?? ""
                let page = try await judge.get("/v1/matters?sort=debtorName&limit=2\(more)").expect(200)
                seen += try page.json["items"]?.elements.compactMap { $0["debtorName"]?.text } ?? []
                cursor = try page.text(at: "/next")
            } while cursor != nil
            #expect(seen == (1...5).map { "示例建设有限公司\($0)" })
            let found = try await judge.get("/v1/matters?q=%E5%85%AC%E5%8F%B83&stage=RISK_WARNING&open=true").expect(
                200)
            #expect(try found.json["items"]?.elements.count == 1)
            #expect(try await judge.get("/v1/matters?overdue=true").json["items"]?.elements.isEmpty == true)
            try await judge.get("/v1/matters?cursor=x").expect(422, "bad-cursor")
            let events = try await judge.get("/v1/matters/1/events?limit=1").expect(200)
            #expect(try events.text(at: "/items/0/kind") == "matter_opened")
            #expect(try events.text(at: "/next") != nil)
        }
    }
}
