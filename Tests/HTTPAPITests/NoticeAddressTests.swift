import MatterCore
import Postgres
import Testing

@testable import Casework
@testable import HTTPAPI

/// Where organisations are told outside: the operator's to say, and nobody else's to know.
@Suite struct NoticeAddressTests {
    private static let path = "/v1/organisations/TAX-330603/notice-addresses"

    @Test func theOperatorKeepsNoticeAddresses() async throws {
        try await atSite { site in
            let `operator` = try await site.signedIn("operator")
            let duty = #"{"role":"agency","address":"duty@tax.example.cn"}"#
            let added = try await `operator`.act(Self.path, duty).expect(201)
            let id = try #require(try added.whole(at: "/id"))
            #expect(try added.text(at: "/role") == "agency" && added.text(at: "/address") == "duty@tax.example.cn")
            // Once for a role, however it is spelt; for everybody it is another matter.
            let again = #"{"role":"agency","address":"Duty@TAX.example.cn"}"#
            try await `operator`.act(Self.path, again).expect(409, "notice-address-exists")
            try await `operator`.act(Self.path, #"{"address":"all@tax.example.cn"}"#).expect(201)
            let end = "\(Self.path)/\(id)/end"
            let elsewhere = "/v1/organisations/COURT-33/notice-addresses/\(id)/end"
            try await `operator`.act(elsewhere, #"{"reason":"示例"}"#).expect(404, "notice-address-not-found")
            try await `operator`.act(end, #"{"reason":"邮箱停用"}"#).expect(204)
            try await `operator`.act(end, #"{"reason":"邮箱停用"}"#).expect(404, "notice-address-not-found")
            let items = try await `operator`.get(Self.path).expect(200).json["items"]?.elements ?? []
            #expect(items.map { $0["address"]?.text } == ["duty@tax.example.cn", "all@tax.example.cn"])
            #expect(items.map { $0["endedAt"]?.text != nil } == [true, false])
            try await `operator`.act(Self.path, duty).expect(201)

            for login in ["judge-330603", "firm-a", "tax-330603", "auditor-3306"] {
                let other = try await site.signedIn(login)
                try await other.get(Self.path).expect(403, "role-may-not")
                try await other.act(Self.path, duty).expect(403, "role-may-not")
                try await other.act(end, #"{"reason":"示例"}"#).expect(403, "role-may-not")
            }
        }
    }

    @Test(arguments: [
        #"{"address":"a@b.cn","channel":"sms"}"#, #"{"address":""}"#, #"{"role":"agency"}"#,
        #"{"role":"nobody","address":"a@b.cn"}"#, #"{"address":"a@b.cn\u0000"}"#,
    ])
    func badInputChangesNothing(_ body: String) async throws {
        try await atSite { site in
            let `operator` = try await site.signedIn("operator")
            try await `operator`.act(Self.path, body).expect(400)
            #expect(try await `operator`.get(Self.path).expect(200).json["items"]?.elements == [])
        }
    }

    @Test func whatIsNoAddressIsRefused() async throws {
        try await atSite { site in
            let `operator` = try await site.signedIn("operator")
            for address in [
                "no address", #"a@b.cn\r\nBcc: c@d.cn"#, #"a@b.cn\nX: y"#, "a@b@c.cn", "张@b.cn", ".a@b.cn", "a..b@c.cn",
                "a@b..cn", "a@-b.cn", "a@b.",
            ] {
                try await `operator`.act(Self.path, #"{"address":"\#(address)"}"#).expect(422, "notice-address-wrong")
            }
            try await `operator`.act(Self.path, #"{"role":"judge","address":"a@b.cn"}"#)
                .expect(422, "notice-address-role")
            let nowhere = "/v1/organisations/NOWHERE/notice-addresses"
            try await `operator`.act(nowhere, #"{"address":"a@b.cn"}"#).expect(404, "organisation-not-found")
            try await `operator`.get(nowhere).expect(404, "organisation-not-found")
            #expect(try await `operator`.get(Self.path).expect(200).json["items"]?.elements == [])
        }
    }

    /// Each change is on record with digests of before and after; the address itself is not.
    @Test func changesAreOnRecord() async throws {
        try await atSite { site in
            let `operator` = try await site.signedIn("operator")
            let before = try await site.lastEntry()
            let body = #"{"address":"duty@tax.example.cn"}"#
            let id = try #require(try await `operator`.act(Self.path, body).expect(201).whole(at: "/id"))
            try await `operator`.act("\(Self.path)/\(id)/end", #"{"reason":"邮箱停用"}"#).expect(204)
            let entries = try await site.entries(after: before).filter { $0.kind == .configurationChange }
            #expect(
                entries.map(\.subject) == [
                    "notice address \(id) of TAX-330603 added", "notice address \(id) of TAX-330603 ended",
                ])
            #expect(entries.map(\.ground) == [nil, "邮箱停用"])
            #expect(entries.map { Set($0.detail.keys) } == [["after"], ["before", "after"]])
            #expect(entries[1].detail["before"] != entries[1].detail["after"])
            #expect(entries.allSatisfy { !"\($0)".contains("duty@") })
        }
    }
}
