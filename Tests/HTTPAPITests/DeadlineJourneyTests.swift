import MatterCore
import Testing

@testable import HTTPAPI

/// Deadlines over the wire: what runs, each act on it, and each refusal.
@Suite struct DeadlineJourneyTests {
    /// Acts of one person on one matter, each on the version that it has.
    private struct Desk {
        let person: Person
        let path: String

        @discardableResult
        func act(_ what: String, _ body: String) async throws -> Answer {
            let version = try await person.version(path)
            return try await person.act("\(path)/\(what)", body, version: version)
        }

        func deadlines(_ query: String = "") async throws -> [JSON] {
            try await person.get("\(path)/deadlines\(query)").expect(200).json["items"]?.elements ?? []
        }

        /// The latest of a rule, or the one that the court set.
        func deadline(_ rule: String?) async throws -> JSON {
            try #require(
                try await deadlines().filter { $0["rule"]?["id"]?.text == rule }
                    .max { ($0["number"]?.whole ?? 0) < ($1["number"]?.whole ?? 0) }, "\(rule ?? "")")
        }

        func number(_ rule: String?) async throws -> Int {
            Int(try #require(try await deadline(rule)["number"]?.whole))
        }
    }

    private static func liquidation(_ site: Site) async throws -> Desk {
        let judge = try await site.judge
        let desk = Desk(person: judge, path: "/v1/matters/\(try await judge.openMatter())")
        try await desk.act("judge-assignments", #"{"judge":{"id":"\#(judge.id)","name":"示例"},"panel":[]}"#).expect(201)
        for kind in ["acceptance_ruling", "appointment_decision"] {
            try await desk.act(
                "instruments",
                #"{"kind":"\#(kind)","documentNumber":"1","issuedOn":"2026-02-27","issuer":"示例","served":[]}"#
            ).expect(201)
        }
        try await desk.act(
            "procedure-transitions", #"{"to":"LIQUIDATION","instruments":[1,2],"caseNumber":"（2026）浙0603破1号"}"#
        ).expect(201)
        try await desk.act(
            "administrator-appointments", #"{"administrator":"FIRM-A","personInCharge":"李律师","instrument":2}"#
        ).expect(201)
        return desk
    }

    /// Filed by a creditor on Wednesday, 25 February 2026; today is Monday, 2 March.
    @Test func aDeadlineTellsItsReasonsAndItsLife() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let desk = Desk(person: judge, path: "/v1/matters/\(try await judge.openMatter())")
            let first = try await desk.deadline("D01")
            #expect(first["due"]?.text == "2026-03-02" && first["state"]?.text == "open")
            #expect(
                first["party"]?.text == "court" && first["nature"]?.text == "obligation"
                    && first["from"]?.text == "filing")
            #expect(first["rule"]?["article"]?.text == "企业破产法 Art.10(1)")
            #expect(first["rule"]?["lawVersion"]?.text == "EBL-2006" && first["rule"]?["provenance"]?.text == "sourced")
            #expect(
                first["rule"]?["consequence"]?["zh"]?.text?.isEmpty == false && first["isOverdue"] == .boolean(false))
            let derivation = first["steps"]?.elements.first?["derivation"]
            #expect(derivation?["explanation"]?["zh"]?.text?.contains("企业破产法") == true)

            let told = try await desk.act("milestones", #"{"milestone":"DEBTOR_NOTIFIED","on":"2026-02-27"}"#).expect(
                201)
            #expect(
                try told.json["events"]?.elements.compactMap { $0["kind"]?.text } == [
                    "milestone_recorded", "deadline_met", "deadline_opened", "deadline_opened",
                ])
            let met = try await desk.deadline("D01")
            #expect(met["met"]?["on"]?.text == "2026-02-27" && met["met"]?["timing"]?.text == "in_time")
            #expect(met["met"]?["daysBeforeEnd"]?.whole == 3 && met["met"]?["by"]?.text == "milestone")
            // The objection until 6 March, the ruling until 16 March.
            #expect(try await desk.deadline("D02")["due"]?.text == "2026-03-06")
            #expect(try await desk.deadline("D03")["due"]?.text == "2026-03-16")
            #expect(try await desk.deadlines("?pending=true").count == 3)
            #expect(try await desk.deadlines("?pending=false").count == 1)
            let one = try await judge.get("\(desk.path)/deadlines/1").expect(200)
            #expect(try one.text(at: "/rule/id") == met["rule"]?["id"]?.text)
            try await judge.get("\(desk.path)/deadlines/99").expect(404, "deadline-not-found")
            site.clock.advance(seconds: 20 * 86_400)
            #expect(try await desk.deadline("D03")["isOverdue"] == .boolean(true))
        }
    }

    @Test func everyActOnADeadline() async throws {
        try await atSite { site in
            let desk = try await Self.liquidation(site)
            try await desk.act(
                "services",
                #"{"instrument":1,"served":[{"party":"debtor","on":"2026-02-28"},{"party":"applicant","on":"2026-03-02"}]}"#
            ).expect(201)
            #expect(try await desk.deadline("D07")["met"]?["on"]?.text == "2026-03-02")
            // 28 February and 15 days are a Sunday.
            #expect(try await desk.deadline("D08")["due"]?.text == "2026-03-16")
            let corrected = try await desk.act(
                "date-corrections",
                #"{"subject":"service","instrument":1,"party":"debtor","on":"2026-03-01","reason":"回证所载"}"#
            ).expect(201)
            #expect(try corrected.text(at: "/events/1/kind") == "deadline_moved")
            #expect(try corrected.text(at: "/events/1/payload/before/date") == "2026-03-16")
            #expect(try corrected.text(at: "/events/1/payload/after/date") == "2026-03-16")

            try await desk.act("templates", #"{"template":"administrator_milestones"}"#).expect(201)
            let practice = try await desk.deadline("P01")
            #expect(practice["rule"]?["provenance"]?.text == "practice")
            #expect(practice["rule"]?["template"]?.text == "administrator_milestones")

            try await desk.act("dates", #"{"date":"FIRST_MEETING_DATE","on":"2026-05-18","note":"第一次会议"}"#).expect(201)
            #expect(try await desk.deadline("D15")["due"]?.text == "2026-04-30")

            try await desk.act(
                "deadlines", #"{"name":"补交审计报告","party":"administrator","on":"2026-03-20","reason":"核对所需"}"#
            ).expect(201)
            let number = try await desk.number(nil)
            let path = "deadlines/\(number)"
            try await desk.act("\(path)/suspensions", #"{"on":"2026-03-02","reason":"底稿未到"}"#).expect(201)
            #expect(try await desk.deadline(nil)["suspendedOn"]?.text == "2026-03-02")
            try await desk.act("\(path)/resumptions", #"{"on":"2026-03-02","reason":"底稿已到"}"#).expect(201)
            try await desk.act("\(path)/extensions", #"{"on":"2026-03-27","reason":"底稿不全"}"#).expect(201)
            let extended = try await desk.deadline(nil)
            #expect(extended["due"]?.text == "2026-03-27")
            #expect(
                extended["steps"]?.elements.compactMap { $0["kind"]?.text } == ["ordered", "resumed", "ordered"])
            let firm = Desk(person: try await site.administrator, path: desk.path)
            try await firm.act("\(path)/fulfilments", #"{"on":"2026-03-02","note":"已提交"}"#).expect(201)
            #expect(try await firm.deadline(nil)["met"]?["note"]?.text == "已提交")
            let end = try await desk.number("P04")
            try await desk.act("deadlines/\(end)/ends", #"{"reason":"沿用既有制度"}"#).expect(201)
            #expect(try await desk.deadline("P04")["state"]?.text == "ended")
            let events = try await desk.person.get("\(desk.path)/events?limit=200").expect(200).text
            for kind in ["service_recorded", "date_corrected", "date_fixed", "template_adopted", "deadline_suspended"] {
                #expect(events.contains(#""kind":"\#(kind)""#))
            }
        }
    }

    /// What is refused changes nothing and says where the fault is.
    @Test func refusalsPointToTheFault() async throws {
        try await atSite { site in
            let desk = try await Self.liquidation(site)
            try await desk.act("dates", #"{"date":"FIRST_MEETING_DATE","on":"2026-05-18"}"#).expect(201)
            let before = try await desk.person.version(desk.path)
            let seven = try await desk.number("D07")
            let fifteen = try await desk.number("D15")
            let look = try await desk.number("D34")
            let reason = #""reason":"示例""#
            let refused: [(String, String, Int, String, String?)] = [
                ("services", #"{"instrument":1,"served":[]}"#, 422, "nothing-served", "/served"),
                (
                    "services", #"{"instrument":9,"served":[{"party":"debtor","on":"2026-03-01"}]}"#, 422,
                    "instrument-not-found", "/instrument"
                ),
                (
                    "services", #"{"instrument":1,"served":[{"party":"debtor","on":"2026-02-26"}]}"#, 422,
                    "date-before-issue", "/served/0/on"
                ),
                (
                    "date-corrections", #"{"subject":"filing","on":"2026-02-28",\#(reason)}"#, 409, "dates-conflict",
                    "/on"
                ),
                (
                    "date-corrections", #"{"subject":"filing","on":"2026-03-03",\#(reason)}"#, 422, "date-in-future",
                    "/on"
                ),
                (
                    "date-corrections", #"{"subject":"filing","on":"2026-02-24","reason":" "}"#, 422, "text-empty",
                    "/reason"
                ),
                (
                    "date-corrections",
                    #"{"subject":"service","instrument":1,"party":"debtor","on":"2026-03-01",\#(reason)}"#, 422,
                    "date-not-found", "/party"
                ),
                ("dates", #"{"date":"CLAIMS_PERIOD_END","on":"2026-05-18"}"#, 409, "anchor-missing", "/date"),
                ("dates", #"{"date":"WEDDING_DAY","on":"2026-05-18"}"#, 422, "unknown-date", "/date"),
                ("dates", #"{"date":"FIRST_MEETING_DATE","on":"2026-02-26"}"#, 422, "date-out-of-order", "/on"),
                (
                    "deadlines", #"{"name":"示例","party":"court","on":"2026-03-02",\#(reason)}"#, 422, "date-not-ahead",
                    "/on"
                ),
                ("templates", #"{"template":"other_habits"}"#, 422, "unknown-template", "/template"),
                ("definition-changes", #"{"version":2,\#(reason)}"#, 422, "unknown-version", "/version"),
                ("deadlines/\(seven)/fulfilments", #"{"on":"2026-02-26"}"#, 422, "date-out-of-order", "/on"),
                ("deadlines/\(seven)/extensions", #"{"on":"2026-03-04",\#(reason)}"#, 422, "date-not-later", "/on"),
                ("deadlines/\(seven)/resumptions", #"{"on":"2026-03-02",\#(reason)}"#, 409, "deadline-state", nil),
                (
                    "deadlines/\(fifteen)/suspensions", #"{"on":"2026-03-02",\#(reason)}"#, 409,
                    "deadline-follows-date", nil
                ),
                ("deadlines/\(look)/ends", #"{\#(reason)}"#, 409, "nobody-acts", nil),
                ("deadlines/99/ends", #"{\#(reason)}"#, 404, "deadline-not-found", nil),
            ]
            for (what, body, status, code, pointer) in refused {
                let answer = try await desk.act(what, body).expect(status, code)
                #expect(answer.headers["content-type"]?.hasPrefix("application/problem+json") == true)
                #expect(try answer.text(at: "/errors/0/pointer") == pointer, "\(what) \(body): \(answer.text)")
            }
            // The shape is judged before the act.
            let surplus = try await desk.act(
                "dates", #"{"date":"FIRST_MEETING_DATE","on":"2026-05-19","time":"09:00"}"#)
            try surplus.expect(400, "bad-request")
            #expect(try surplus.text(at: "/errors/0/code") == "unknown-field")
            try await desk.act("deadlines", #"{"name":"示例","party":"bank","on":"2026-03-20",\#(reason)}"#).expect(400)
            #expect(try await desk.person.version(desk.path) == before)
        }
    }

    @Test func actsAreFreshAndHappenOnce() async throws {
        try await atSite { site in
            let desk = try await Self.liquidation(site)
            let path = "\(desk.path)/dates"
            let body = #"{"date":"FIRST_MEETING_DATE","on":"2026-05-18"}"#
            let version = try await desk.person.version(desk.path)
            try await desk.person.act(path, body, version: version - 1).expect(412, "stale-version")
            try await desk.person.act(path, body).expect(428, "if-match-missing")
            let first = try await desk.person.act(path, body, version: version, key: "meeting").expect(201)
            let again = try await desk.person.act(path, body, version: version, key: "meeting").expect(201)
            #expect(again.headers["idempotency-replayed"] == "true" && again.body == first.body)
            try await desk.person.act(
                path, #"{"date":"FIRST_MEETING_DATE","on":"2026-05-19"}"#, version: version, key: "meeting"
            ).expect(409, "idempotency-key-reused")
            #expect(try await desk.deadlines().filter { $0["rule"]?["id"]?.text == "D15" }.count == 1)
        }
    }

    /// Administrators act on what they owe; agencies are told nothing of any of it, here or in their feed.
    @Test func othersDoAndSeeWhatIsTheirs() async throws {
        try await atSite { site in
            let desk = try await Self.liquidation(site)
            let firm = Desk(person: try await site.administrator, path: desk.path)
            let agency = Desk(person: try await site.person(.agency, "TAX-330603"), path: desk.path)
            let seven = try await desk.number("D07")
            #expect(try await firm.deadlines().count == desk.deadlines().count)
            try await firm.act("deadlines/\(seven)/fulfilments", #"{"on":"2026-03-02"}"#).expect(
                403, "not-your-deadline")
            try await firm.act("services", #"{"instrument":1,"served":[]}"#).expect(403, "role-may-not")
            try await firm.act("dates", #"{"date":"FIRST_MEETING_DATE","on":"2026-05-18"}"#).expect(403, "role-may-not")
            try await firm.act("dates", #"{"date":"MAJOR_DISPOSAL_DATE","on":"2026-05-18"}"#).expect(201)

            #expect(try await agency.deadlines().isEmpty)
            try await agency.person.get("\(desk.path)/deadlines/\(seven)").expect(404, "deadline-not-found")
            try await agency.act("deadlines/\(seven)/ends", #"{"reason":"示例"}"#).expect(403, "role-may-not")
            try await site.sequence()
            for path in ["\(desk.path)/events?limit=200", "/v1/feed?limit=200"] {
                let text = try await agency.person.get(path).expect(200).text
                #expect(text.contains("duty_opened") && !text.contains("deadline_"), "\(path)")
            }
            let stranger = try await site.person(.judge, "COURT-330602")
            try await stranger.get("\(desk.path)/deadlines").expect(404, "matter-not-found")
        }
    }
}
