import MatterCore
import Testing

@testable import HTTPAPI

/// Every act on a duty assignment over the wire.
@Suite struct DutyJourneyTests {
    /// One assignment and the people around it.
    private struct Desk {
        let site: Site
        let judge: Person
        let path: String

        init(_ site: Site, duty: String) async throws {
            self.site = site
            judge = try await site.judge
            let matter = "/v1/matters/\(try await judge.openMatter())"
            let duties = try await judge.get("\(matter)/duties").json["items"]?.elements ?? []
            let number = try #require(duties.first { $0["duty"] == .string(duty) }?["number"]?.whole)
            path = "\(matter)/duties/\(number)"
        }

        func unit(_ code: OrganisationID) async throws -> Person { try await site.person(.agency, code) }

        /// Does the act on the present version and expects the state after it.
        func act(_ person: Person, _ what: String, _ body: String = "{}", state: String) async throws {
            let before = try await judge.version(path)
            let answer = try await person.act("\(path)/\(what)", body, version: before).expect(201)
            #expect(answer.version == before + 1)
            #expect(try answer.whole(at: "/assignment/version") == before + 1)
            #expect(answer.headers["location"] == path)
            #expect(try await judge.get(path).text(at: "/duty/state") == state, "\(what)")
        }

        var result: String {
            get async throws { try Bodies.result(of: try #require(try await judge.get(path).json["rule"])) }
        }
    }

    @Test func doneExtendedSentBackAndAccepted() async throws {
        try await atSite { site in
            let desk = try await Desk(site, duty: "RW-04")
            let unit = try await desk.unit("AMR-330603")
            try await desk.act(unit, "acknowledgements", #"{"note":"已收到"}"#, state: "acknowledged")
            try await desk.act(unit, "starts", state: "in_progress")
            let extending = #"{"workingDays":5,"reason":"需要查阅旧档案"}"#
            try await desk.act(unit, "extension-requests", extending, state: "in_progress")
            try await desk.act(desk.judge, "extension-decisions", #"{"approve":true}"#, state: "in_progress")
            let result = try await desk.result
            try await desk.act(unit, "completions", result, state: "completed")
            try await desk.act(desk.judge, "send-backs", #"{"reason":"缺少年度"}"#, state: "in_progress")
            try await desk.act(unit, "completions", result, state: "completed")
            try await desk.act(desk.judge, "acceptances", state: "completed")
        }
    }

    @Test func returnedResubmittedAndDoneInParts() async throws {
        try await atSite { site in
            let desk = try await Desk(site, duty: "RW-03")
            let unit = try await desk.unit("HRSS-330603")
            let returning = #"{"reason":"material_missing","missing":["watch_list"]}"#
            try await desk.act(unit, "returns", returning, state: "returned")
            let matter = desk.path.split(separator: "/duties")[0]
            _ = try await desk.judge.send(
                "POST", "\(matter)/attachments?name=list.csv", ["Content-Type": "text/csv", "Idempotency-Key": "f"],
                Array("code\n1\n".utf8)
            ).expect(201)
            let material = #"{"materials":[{"material":"watch_list","attachment":1}]}"#
            try await desk.act(desk.judge, "resubmissions", material, state: "open")
            try await desk.act(unit, "acknowledgements", state: "acknowledged")
            let helper = try await desk.unit("HSA-3306")
            try await desk.act(helper, "parts", #"{"text":"无欠费"}"#, state: "acknowledged")
            try await desk.act(unit, "part-releases", #"{"agency":"HPF","reason":"与本项无关"}"#, state: "acknowledged")
            try await desk.act(unit, "completions", try await desk.result, state: "completed")
            // The clock: the requester has had two turns, and now waits with the result.
            let clock = try await desk.judge.get("\(desk.path)/clock").json
            let lanes = clock["lanes"]?.elements ?? []
            #expect(lanes.map { $0["kind"]?.text } == ["lead", "part", "part"])
            #expect(lanes.first?["holder"]?.text == "requester")
            let turns = lanes.first?["intervals"]?.elements.map { $0["holder"]?.text }
            #expect(turns == ["unit", "requester", "unit", "requester"])
            #expect(lanes.last?["endedAt"]?.text != nil)
            #expect(try await desk.judge.get(desk.path).text(at: "/duty/holder") == "requester")
            let part = try await helper.get("\(desk.path)/clock").json["lanes"]?.elements ?? []
            #expect(part.map { $0["agency"]?.text } == ["HSA"])
        }
    }

    @Test func refusedOverriddenAndWaived() async throws {
        try await atSite { site in
            let desk = try await Desk(site, duty: "RW-02")
            let unit = try await desk.unit("TAX-330603")
            let refusing = #"{"reason":"not_competent","note":"不属于本单位职权"}"#
            try await desk.act(unit, "refusals", refusing, state: "refused")
            let overriding = #"{"uphold":false,"reason":"依法应予协助"}"#
            try await desk.act(desk.judge, "refusal-decisions", overriding, state: "in_progress")
            try await desk.act(desk.judge, "waivers", #"{"reason":"另行取得"}"#, state: "waived")
        }
    }

    @Test func refusedAndUpheld() async throws {
        try await atSite { site in
            let desk = try await Desk(site, duty: "RW-07")
            let unit = try await desk.unit("DATA-3306")
            try await desk.act(unit, "refusals", #"{"reason":"secrecy","note":"涉密"}"#, state: "refused")
            let upholding = #"{"uphold":true,"reason":"理由成立"}"#
            try await desk.act(desk.judge, "refusal-decisions", upholding, state: "refusal_upheld")
        }
    }

    @Test func theInboxCountsWhatItShows() async throws {
        try await atSite { site in
            let desk = try await Desk(site, duty: "RW-02")
            let unit = try await desk.unit("TAX-330603")
            let fresh = try await unit.get("/v1/inbox").expect(200)
            #expect(try fresh.whole(at: "/counts/new") == 1)
            #expect(try fresh.json["items"]?.elements.count == 1)
            try await desk.act(unit, "acknowledgements", state: "acknowledged")
            let working = try await unit.get("/v1/inbox?tab=working&limit=1").expect(200)
            #expect(try working.whole(at: "/counts/new") == 0)
            #expect(try working.text(at: "/items/0/state") == "acknowledged")
            try await desk.judge.get("/v1/inbox").expect(403, "inbox-of-agencies")
        }
    }
}
