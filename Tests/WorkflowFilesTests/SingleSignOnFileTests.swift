import Foundation
import Identity
import MatterCore
import Testing
import WorkflowFiles

/// The file of single sign-on: the example of the documentation, and one fault a rule.
@Suite struct SingleSignOnFileTests {
    private static let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/single-sign-on.example.yaml").standardized.path

    @Test func theExampleOfTheDocumentationReads() throws {
        let (settings, findings) = SingleSignOnFile.read(Self.path)
        #expect(findings == [])
        let found = try #require(settings)
        #expect(found.issuer == "https://id.example.gov.cn/realms/court" && found.client == "onematter")
        #expect(found.callback == "https://onematter.example.gov.cn/v1/sso/callback")
        #expect(found.clientAuthentication == .basic && found.algorithms == [.rs256] && !found.asksUserInfo)
        #expect(found.scopes == ["openid", "profile"] && found.home == "/v1/session" && found.maxAge == 43_200)
        let mapping = found.mapping
        #expect(!mapping.entersPeople && mapping.days == 7 && mapping.methods == ["otp", "hwk", "mfa"])
        #expect(mapping.contexts == ["urn:example:loa:3"])
        #expect(mapping.posts.map(\.role) == [.judge, .auditor, .agency])
        #expect(mapping.posts.first?.place == .organisation("COURT-330603"))
        #expect(mapping.posts.last?.place == .claim("unit"))
    }

    static let faults: [(code: String, path: String, old: String, new: String)] = [
        ("unknown-key", "clientSecret", "userInfo: false", "userInfo: false\nclientSecret: x"),
        ("unknown-key", "mapping.enterPeople", "entersPeople", "enterPeople"),
        ("unknown-key", "mapping.posts[0].organization", "role: judge, organisation", "role: judge, organization"),
        ("duplicate-key", "issuer", "clientId: onematter", "clientId: onematter\nissuer: \"https://evil.example\""),
        ("missing-key", "", "issuer: \"https://id.example.gov.cn/realms/court\"\n", ""),
        ("missing-key", "", "clientId: onematter\n", ""),
        ("missing-key", "", "callback: \"https://onematter.example.gov.cn/v1/sso/callback\"\n", ""),
        ("missing-key", "mapping", "days: 7", "# days: 7"),
        ("bad-address", "issuer", "https://id.example", "http://id.example"),
        ("bad-address", "issuer", "realms/court", "realms?court"),
        ("bad-address", "callback", "https://onematter", "http://onematter"),
        ("bad-address", "callback", "/v1/sso/callback", "/elsewhere"),
        ("bad-address", "home", "home: /v1/session", "home: \"//evil.example\""),
        ("unknown-value", "clientAuthentication", "client_secret_basic #", "password #"),
        ("unknown-value", "algorithms[0]", "[RS256]", "[HS256]"),
        ("unknown-value", "algorithms[0]", "[RS256]", "[\"none\"]"),
        ("empty-list", "algorithms", "[RS256]", "[]"),
        ("scope-missing", "scopes", "[openid, profile]", "[profile]"),
        ("wrong-type", "userInfo", "userInfo: false", "userInfo: \"false\""),
        ("bad-number", "mapping.days", "days: 7", "days: 367"),
        ("bad-number", "mapping.days", "days: 7", "days: 0"),
        ("bad-number", "maxAge", "maxAge: 43200", "maxAge: 59"),
        ("unknown-value", "mapping.posts[0].role", "role: judge", "role: king"),
        ("operator-not-granted", "mapping.posts[0].role", "role: judge", "role: operator"),
        (
            "one-of-two", "mapping.posts[2]", "organisationClaim: unit",
            "organisationClaim: unit, organisation: TAX-3306"
        ),
        ("one-of-two", "mapping.posts[2]", ", organisationClaim: unit", ""),
    ]

    @Test(arguments: faults.indices) func isReportedWhereItIs(_ index: Int) throws {
        let fault = Self.faults[index]
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let range = try #require(text.range(of: fault.old), "\(fault.old)")
        let (settings, findings) = SingleSignOnFile.read(
            text: text.replacingCharacters(in: range, with: fault.new), name: "sso.yaml")
        #expect(settings == nil)
        #expect(findings.contains { $0.code == fault.code && $0.path == fault.path }, "\(findings)")
    }

    @Test func anOperatorIsMadeOnlyWhereTheFileSaysSo() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
            .replacing("grantsOperator: false", with: "grantsOperator: true").replacing(
                "role: judge", with: "role: operator")
        #expect(SingleSignOnFile.read(text: text, name: "sso.yaml").settings?.mapping.posts.first?.role == .operator)
    }

    @Test func aFileThatIsNotThereIsAFinding() {
        #expect(SingleSignOnFile.read("/nowhere/sso.yaml").findings.map(\.code) == ["unreadable"])
    }
}
