import MatterCore
import Testing

@testable import HTTPAPI

/// Forecasts over HTTP: what is asked, what is refused, and that asking changes nothing.
@Suite struct ForecastJourneyTests {
    private static func ask(_ person: Person, _ body: String, query: String = "") async throws -> Answer {
        try await person.send(
            "POST", "/v1/forecast/scenarios\(query)", ["Content-Type": "application/json"], Array(body.utf8))
    }

    @Test func theSameQuestionHasTheSameAnswerAndNothingChanges() async throws {
        try await atSite { site in
            let judge = try await site.judge
            var matters: [Int] = []
            for serial in 1...3 { matters.append(try await judge.openMatter(serial)) }
            let before = try await judge.get("/v1/matters/\(matters[0])").version
            let list = try await judge.get("/v1/forecast?sort=openedAt").expect(200)
            let items = try list.json["items"]?.elements ?? []
            #expect(items.count == 3)
            let again = try await judge.get("/v1/forecast?sort=openedAt").expect(200)
            #expect(list.text == again.text)
            // Nothing has ended yet, so nothing is foretold, and that is said.
            let forecast = try #require(items.first?["forecast"])
            #expect(forecast["records"]?.whole == 0 && forecast["runsBeyondRecords"]?.whole == forecast["runs"]?.whole)
            #expect(forecast["closing"]?["median"] == nil && forecast["warnings"]?.elements.isEmpty == false)
            #expect(try list.json["provenance"]?["assumptions"]?.elements.count == 4)
            #expect(try list.json["totals"]?["within"]?.elements.map { $0["months"]?.whole } == [3, 6, 12])

            let one = try await judge.get("/v1/matters/\(matters[0])/forecast").expect(200)
            #expect(try one.json["forecast"] == forecast)
            let scenario = try await Self.ask(judge, "{}", query: "?sort=openedAt").expect(200)
            let sides = try scenario.json["items"]?.elements ?? []
            #expect(sides.map { $0["present"] } == items.map { $0["forecast"] })
            #expect(sides.map { $0["scenario"] } == items.map { $0["forecast"] })
            #expect(try scenario.json["present"] == list.json["totals"])
            #expect(try scenario.json["scenario"] == list.json["totals"])
            #expect(try scenario.json["provenance"] == list.json["provenance"])
            // Pages and filters are those of the list of matters.
            let page = try await judge.get("/v1/forecast?sort=openedAt&limit=2").expect(200)
            let next = try #require(try page.text(at: "/next"))
            let rest = try await judge.get("/v1/forecast?sort=openedAt&limit=2&cursor=\(next)").expect(200)
            #expect(try rest.json["items"]?.elements == Array(items.suffix(1)))
            #expect(try page.json["totals"] == list.json["totals"])
            let none = try await judge.get("/v1/forecast?track=fast").expect(200)
            #expect(try none.json["items"]?.elements == [] && none.whole(at: "/totals/matters") == 0)
            let after = try await judge.get("/v1/matters/\(matters[0])").version
            #expect(after == before)
        }
    }

    @Test func whatMakesNoSenseIsRefusedAtItsPlace() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let today = site.clock.now.legalDate
            let cases: [(body: String, status: Int, pointer: String)] = [
                (#"{"colour":"red"}"#, 400, "/colour"),
                (#"{"daysOff":["2026-02-30"]}"#, 400, "/daysOff/0"),
                (#"{"daysOff":["\#(today)"]}"#, 422, "/daysOff/0"),
                (#"{"limits":[{"duty":"TO-01","value":0,"unit":"working_days"}]}"#, 400, "/limits/0/value"),
                (#"{"limits":[{"duty":"TO-01","value":3}]}"#, 400, "/limits/0/unit"),
                (#"{"limits":[{"duty":"TO-99","value":3,"unit":"working_days"}]}"#, 422, "/limits/0/duty"),
                (#"{"slower":[{"agency":"TAX","times":2}]}"#, 400, "/slower/0/times"),
                (
                    #"{"slower":[{"agency":"TAX","times":{"numerator":2,"denominator":0}}]}"#, 400,
                    "/slower/0/times/denominator"
                ),
                (#"{"slower":[{"agency":"TAX","times":{"numerator":1,"denominator":2}}]}"#, 422, "/slower/0/times"),
                (#"{"slower":[{"agency":"NONE","times":{"numerator":2,"denominator":1}}]}"#, 422, "/slower/0/agency"),
                (
                    #"{"notice":{"year":2027,"breaks":[{"from":"2027-02-05","through":"2027-02-01"}]}}"#, 422,
                    "/notice/breaks/0"
                ),
                (#"{"notice":{"year":2040,"breaks":[]}}"#, 422, "/notice/year"),
            ]
            for (body, status, pointer) in cases {
                let answer = try await Self.ask(judge, body).expect(status)
                #expect(try answer.text(at: "/errors/0/pointer") == pointer, "\(body)")
            }
            try await Self.ask(judge, "[]").expect(400)
            try await judge.send("POST", "/v1/forecast/scenarios").expect(415)
            let open = try await judge.get("/v1/forecast?open=true").expect(400, "bad-request")
            #expect(try open.text(at: "/errors/0/pointer") == "?open")
            try await judge.get("/v1/forecast?seed=-1").expect(400, "bad-request")
            try await judge.get("/v1/forecast?limit=201").expect(400, "bad-request")
            let agency = try await site.person(.agency, "TAX-330603")
            try await agency.get("/v1/forecast").expect(403, "role-may-not")
            try await Self.ask(agency, "{}").expect(403, "role-may-not")
        }
    }
}
