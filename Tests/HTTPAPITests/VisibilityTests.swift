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
}
