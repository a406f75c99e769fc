import Foundation
import MatterCore
import Testing

@testable import Identity

/// What surrounds the ID token: the attempt, addresses, the provider's description, the mapping.
@Suite struct SingleSignOnTests {
    @Test func stateNonceAndVerifierComeFromTheBrowsersSecretAndDiffer() throws {
        let attempt = SingleSignOnAttempt()
        let again = try #require(SingleSignOnAttempt(attempt.secret))
        #expect(again == attempt && again.state == attempt.state)
        let values = [attempt.secret, attempt.state, attempt.nonce, attempt.verifier, attempt.challenge, attempt.hash]
        #expect(Set(values).count == values.count)
        #expect(attempt.verifier.utf8.count == 43)
        #expect(attempt.isState(attempt.state) && !attempt.isState(attempt.nonce) && !attempt.isState(""))
        #expect(SingleSignOnAttempt("short") == nil)
        let other = SingleSignOnAttempt()
        #expect(!attempt.isState(other.state) && !attempt.isNonce(other.nonce))
    }

    /// RFC 7636, appendix B: the challenge of a verifier.
    @Test func theChallengeIsThatOfTheStandard() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        #expect(
            Base64URL.encode(Digests.sha256(Array(verifier.utf8))) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    @Test func secretsGoOverTLSOrStayOnTheMachine() {
        for address in [
            "https://id.example.org", "https://id.example.org:8443/a?b=c", "http://127.0.0.1:8000/token",
            "http://localhost/x", "http://[::1]:80/",
        ] {
            #expect(WebAddress.isTrusted(address), "\(address)")
        }
        for address in [
            "", "id.example.org", "http://id.example.org", "ftp://127.0.0.1/", "http://127.0.0.1.example.org/",
            "http://localhost.example.org/", "https://user@id.example.org/", "https://user:pw@id.example.org/",
            "https://id.example.org/#x", "https://id.example.org\\@evil.example", "https:///x", "https://a b/",
            "http://127.1/", "javascript:alert(1)", "http://10.0.0.1/",
        ] {
            #expect(!WebAddress.isTrusted(address), "\(address)")
        }
    }

    @Test func browsersAreSentOnWithinThisSite() {
        for path in ["/", "/v1/session", "/matters?stage=TAX&q=%E4%BE%8B#top"] { #expect(WebAddress.isLocalPath(path)) }
        for path in [
            "", "matters", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nSet-Cookie: x", "/a b",
            "/\t/evil.example", "/\"><script>", "/人", "/" + String(repeating: "a", count: 500),
        ] {
            #expect(!WebAddress.isLocalPath(path), "\(path)")
        }
    }

    @Test func formsEscapeEverythingButWhatIsPlain() {
        #expect(WebAddress.form([("a", "x y+z&=%"), ("b", "人-._~")]) == "a=x%20y%2Bz%26%3D%25&b=%E4%BA%BA-._~")
    }

    @Test func aDescriptionIsTheIssuersOwnAndNamesAddressesThatMayBeAsked() throws {
        let good: [String: ClaimValue] = [
            "issuer": .text("https://id.example.org"), "authorization_endpoint": .text("https://id.example.org/a?x=1"),
            "token_endpoint": .text("https://id.example.org/t"), "jwks_uri": .text("https://id.example.org/k"),
        ]
        func read(_ changes: [String: ClaimValue?]) -> Result<ProviderMetadata, TokenFault> {
            var values = good
            for (name, value) in changes { values[name] = value }
            return Result { () throws(TokenFault) in
                try ProviderMetadata(
                    [UInt8]((try? JSONEncoder().encode(values)) ?? Data()), of: "https://id.example.org")
            }
        }
        let metadata = try read([:]).get()
        #expect(!metadata.namesItself && metadata.userInfo == nil)
        #expect(try read(["authorization_response_iss_parameter_supported": .flag(true)]).get().namesItself)
        for (name, value) in [
            ("issuer", ClaimValue.text("https://id.example.org/")), ("issuer", .text("https://evil.example")),
        ] {
            #expect(read([name: value]) == .failure(.issuer))
        }
        for name in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
            #expect(read([name: nil]) == .failure(.malformed))
            #expect(read([name: .text("http://id.example.org/x")]) == .failure(.malformed))
        }
        #expect(read(["userinfo_endpoint": .text("http://id.example.org/u")]) == .failure(.malformed))

        let attempt = SingleSignOnAttempt()
        var mapping = ClaimMapping()
        mapping.contexts = ["urn:mfa"]
        let settings = SingleSignOnSettings(
            issuer: "https://id.example.org", client: "one matter",
            callback: "https://onematter.example.org/v1/sso/callback", mapping: mapping)
        let address = metadata.authorization(of: attempt, settings: settings)
        #expect(address.hasPrefix("https://id.example.org/a?x=1&response_type=code&client_id=one%20matter&"))
        for part in [
            "state=\(attempt.state)", "nonce=\(attempt.nonce)", "code_challenge=\(attempt.challenge)",
            "code_challenge_method=S256", "acr_values=urn%3Amfa",
        ] {
            #expect(address.contains("&" + part), "\(part)")
        }
        #expect(!address.contains(attempt.verifier) && !address.contains(attempt.secret))
    }

    @Test func claimsBecomePostsByTheRulesAndNoOthers() throws {
        var mapping = ClaimMapping()
        mapping.posts = [
            .init(claim: "groups", value: "judges", role: .judge, place: .organisation("COURT-330603")),
            .init(claim: "roles", value: "officer", role: .agency, place: .claim("unit")),
        ]
        mapping.methods = ["otp"]
        mapping.contexts = ["urn:mfa"]
        func person(_ claims: [String: ClaimValue]) throws -> ProvidedPerson {
            try mapping.person(of: Claims(["sub": .text("s")].merging(claims) { $1 }))
        }
        #expect(try person([:]).posts == [])
        #expect(try person(["groups": .text("judges")]).posts == [.init(role: .judge, organisation: "COURT-330603")])
        #expect(try person(["groups": .text("judges2"), "roles": .text("officer")]).posts == [])
        #expect(try person(["groups": .object(["judges": .flag(true)])]).posts == [])
        #expect(try person(["groups": .list([.text("judges"), .number(1)])]).posts == [])
        #expect(
            try person([
                "groups": .list([.text("a"), .text("judges"), .text("judges")]), "roles": .text("officer"),
                "unit": .list([.text("TAX-330603"), .text("HRSS-330603")]),
            ]).posts.map(\.organisation) == ["COURT-330603", "TAX-330603", "HRSS-330603"])

        #expect(try !person([:]).hasSecondFactor)
        #expect(try !person(["amr": .list([.text("pwd")]), "acr": .text("urn:pwd")]).hasSecondFactor)
        #expect(try person(["amr": .list([.text("pwd"), .text("otp")])]).hasSecondFactor)
        #expect(try person(["acr": .text("urn:mfa")]).hasSecondFactor)
        mapping.methods = []
        mapping.contexts = []
        #expect(try !person(["amr": .list([.text("pwd"), .text("otp")]), "acr": .text("urn:mfa")]).hasSecondFactor)
    }

    @Test func aNewAccountNeedsAUsableLoginAndAName() {
        func account(_ login: String?, _ name: String?) -> Bool {
            ProvidedPerson(subject: "s", login: login, name: name, posts: [], hasSecondFactor: false).account != nil
        }
        #expect(account("li.lei", "李雷") && account("a1", "x"))
        for login in [nil, "", "a", ".a", "li lei", "li@example.org", "李雷", "A1", String(repeating: "a", count: 65)] {
            #expect(!account(login, "李雷"), "\(login ?? "nil")")
        }
        for name in [nil, "", "a\u{1}", String(repeating: "a", count: 201)] { #expect(!account("li.lei", name)) }
    }
}
