import MatterCore
import Testing

@testable import Casework
@testable import HTTPAPI

/// From the reminder in the list of a unit to its answer, over the wire.
@Suite struct ReminderJourneyTests {
    /// A matter whose duties are all past their limits, with all that was sent, and a unit that was told.
    private struct Desk {
        let site: Site
        let matter: Int
        let unit: Person

        init(_ site: Site) async throws {
            self.site = site
            matter = try await site.judge.openMatter()
            // Eight weeks later, a Monday: the first sweep after a downtime.
            site.clock.advance(seconds: 56 * 86_400)
            _ = try await Timekeeper(site.casework).sweep()
            let sent = try await site.judge.get("/v1/matters/\(matter)/reminders").json["items"]?.elements ?? []
            let told = try #require(sent.first { $0["kind"] == .string("urging") }?["organisation"]?.text)
            unit = try await site.person(.agency, OrganisationID(told))
        }

        func own(_ person: Person, tab: String = "waiting") async throws -> [JSON] {
            let list = try await person.get("/v1/reminders?tab=\(tab)").expect(200).json
            let items = list["items"]?.elements ?? []
            #expect(list["counts"]?[tab]?.whole == Int64(items.count))
            return items
        }
    }

    private static func int(_ value: JSON?) -> Int { Int(value?.whole ?? 0) }

    @Test func whoIsRemindedAnswersOnce() async throws {
        try await atSite { site in
            let desk = try await Desk(site)
            let items = try await desk.own(desk.unit)
            let item = try #require(items.first)
            let assignment = try #require(item["assignment"]?.whole)
            let (number, version) = (Self.int(item["number"]), Self.int(item["assignmentVersion"]))
            #expect(item["kind"] == .string("urging") && Self.int(item["matter"]) == desk.matter)
            let duty = "/v1/matters/\(desk.matter)/duties/\(assignment)"
            let body = #"{"reminder":\#(number),"note":"已安排办理"}"#
            let done = try await desk.unit.act("\(duty)/reminder-answers", body, version: version, key: "answer")
                .expect(201)
            #expect(done.version == version + 1)
            let again = try await desk.unit.act("\(duty)/reminder-answers", body, version: version, key: "answer")
                .expect(201)
            #expect(again.headers["idempotency-replayed"] == "true")
            try await desk.unit.act("\(duty)/reminder-answers", body, version: version).expect(412, "stale-version")
            try await desk.unit.act("\(duty)/reminder-answers", body, version: version + 1)
                .expect(409, "reminder-ended")
            #expect(try await desk.own(desk.unit).count == items.count - 1)
            let ended = try await desk.own(desk.unit, tab: "ended")
            #expect(ended.map { $0["note"] } == [.string("已安排办理")])
            // The judge sees the answer, and how far the duty has climbed.
            let all = try await site.judge.get("/v1/matters/\(desk.matter)/reminders").json["items"]?.elements ?? []
            let answered = all.filter { $0["answer"] != nil }
            #expect(answered.map { $0["assignment"]?.whole } == [assignment])
            #expect(answered.first?["basis"]?["provenance"] == .string("practice"))
            let escalation = try await site.judge.get(duty).json["duty"]?["escalation"]
            #expect(escalation?["kind"] == .string("supervision"))
        }
    }

    @Test func nobodyAnswersForOthers() async throws {
        try await atSite { site in
            let desk = try await Desk(site)
            let all = try await site.judge.get("/v1/matters/\(desk.matter)/reminders").json["items"]?.elements ?? []
            func first(_ recipient: String) throws -> (path: String, number: Int) {
                let item = try #require(all.first { $0["recipient"] == .string(recipient) })
                let assignment = item["assignment"]?.whole ?? 0
                return (
                    "/v1/matters/\(desk.matter)/duties/\(assignment)/reminder-answers", Self.int(item["number"])
                )
            }
            let office = try await site.person(.auditor, "OFFICE-3306")
            let judge = try await site.judge
            for (recipient, wrong) in [("court", office), ("coordination_office", judge), ("officer", judge)] {
                let (path, number) = try first(recipient)
                let version = try await judge.version(String(path.dropLast("/reminder-answers".count)))
                let refused = try await wrong.act(path, #"{"reminder":\#(number)}"#, version: version)
                    .expect(422, "no-such-reminder")
                #expect(try refused.json["errors"]?.elements.first?["pointer"] == .string("/reminder"))
            }
            let (path, number) = try first("coordination_office")
            let version = try await judge.version(String(path.dropLast("/reminder-answers".count)))
            let stranger = try await site.person(.auditor, "COURT-33")
            try await stranger.act(path, #"{"reminder":\#(number)}"#, version: version).expect(422, "no-such-reminder")
            let firm = try await site.person(.administrator, "FIRM-C")
            try await firm.act(path, #"{"reminder":\#(number)}"#, version: version).expect(404, "matter-not-found")
            try await office.act(path, #"{"reminder":\#(number),"extra":1}"#, version: version).expect(400)
            try await office.act(path, #"{"reminder":\#(number)}"#, version: version).expect(201)
            try await firm.get("/v1/reminders").expect(403, "reminders-of-recipients")
        }
    }
}
