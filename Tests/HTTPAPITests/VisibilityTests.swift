import MatterCore
import Testing

@testable import HTTPAPI

/// What one may not see is not there: neither in a list nor at its address, and an act says nothing else.
@Suite struct VisibilityTests {
    @Test(arguments: [
        (Role.judge, "COURT-330602", false), (.judge, "COURT-3306", true), (.administrator, "FIRM-B", false),
        (.agency, "TAX-330603", true), (.agency, "TAX-330602", false), (.auditor, "OFFICE-3306", true),
        (.operator, "OPERATOR", false),
    ])
    func seesOrNot(_ role: Role, _ organisation: String, _ sees: Bool) async throws {
        try await atSite { site in
            let path = "/v1/matters/\(try await site.judge.openMatter())"
            let person = try await site.person(role, OrganisationID(organisation))
            let files = ["Content-Type": "text/plain", "Idempotency-Key": "k"]
            for read in [
                "", "/instruments", "/assistance-requests", "/duties", "/events", "/next-moves", "/attachments",
            ] {
                let answer = try await person.get(path + read)
                if sees { try answer.expect(200) } else { try answer.expect(404, "matter-not-found") }
            }
            // A duty of another unit is not there for an agency, though the matter is.
            let duty = try await person.get(path + "/duties/1")
            if sees, role == .agency {
                try duty.expect(404, "assignment-not-found")
            } else if sees {
                try duty.expect(200)
            } else {
                try duty.expect(404, "matter-not-found")
            }
            #expect(try await person.get("/v1/matters").json["items"]?.elements.isEmpty == !sees)
            guard !sees else { return }
            let act = try await person.act("\(path)/tracks", #"{"track":"fast","reason":"少"}"#, version: 1)
            try act.expect(404, "matter-not-found")
            let upload = try await person.send("POST", "\(path)/attachments?name=a.txt", files, Array("a".utf8))
            try upload.expect(404, "matter-not-found")
            try await person.get("\(path)/attachments/1/content").expect(404, "matter-not-found")
        }
    }

    /// A sealed matter is there for its judge, its panel and the units that owe something in it, and for nobody else.
    @Test func sealedAndUnsealed() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let member = try await site.person(.judge, "COURT-330603", "合议庭")
            let path = "/v1/matters/\(try await judge.openMatter())"
            func act(_ what: String, _ body: String, by person: Person) async throws -> Answer {
                try await person.act("\(path)/\(what)", body, version: try await judge.version(path))
            }
            let reason = #"{"reason":"涉及国家秘密线索"}"#
            try await act("seals", reason, by: judge).expect(409, "no-judge")
            let panel =
                #"{"judge":{"id":"\#(judge.id)","name":"示例"},"panel":[{"id":"\#(member.id)","name":"合议庭"}]}"#
            try await act("judge-assignments", panel, by: judge).expect(201)
            let sealed = try await act("seals", reason, by: judge).expect(201)
            #expect(try sealed.text(at: "/events/0/kind") == "matter_sealed")
            #expect(sealed.headers["location"] == path)
            #expect(try await judge.get(path).text(at: "/sealedAt") == "2026-03-02T02:00:00.000Z")
            try await act("seals", reason, by: judge).expect(409, "already-sealed")
            try await act("seals", "{}", by: judge).expect(400)
            let tax = try await site.person(.agency, "TAX-330603")
            for reader in [judge, member, tax] { try await reader.get(path).expect(200) }
            #expect(try await tax.get(path).text(at: "/sealedAt") != nil)
            for (role, organisation) in [
                (Role.judge, "COURT-330603"), (.judge, "COURT-3306"), (.auditor, "OFFICE-3306"),
            ] {
                let stranger = try await site.person(role, OrganisationID(organisation), "外人")
                for read in ["", "/events", "/duties", "/duties/1", "/next-moves", "/instruments"] {
                    try await stranger.get(path + read).expect(404, "matter-not-found")
                }
                #expect(try await stranger.get("/v1/matters").json["items"]?.elements.isEmpty == true)
                try await act("unseals", reason, by: stranger).expect(404, "matter-not-found")
            }
            try await act("unseals", reason, by: tax).expect(403, "role-may-not")
            let unsealed = try await act("unseals", reason, by: member).expect(201)
            #expect(try unsealed.text(at: "/events/0/kind") == "matter_unsealed")
            #expect(try await judge.get(path).text(at: "/sealedAt") == nil)
            try await act("unseals", reason, by: judge).expect(409, "not-sealed")
            try await site.person(.auditor, "OFFICE-3306").get(path).expect(200)
        }
    }
}
