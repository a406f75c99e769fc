import Casework
import Foundation
import Identity
import MatterCore
import SingleSignOn
import Synchronization
import Testing

@testable import HTTPAPI

/// What must not get in through the provider, over sockets and against a real one. One after the other: each starts a provider.
@Suite(.serialized) struct SingleSignOnRefusalTests {
    @Test func theWayBackIsGoodInTheBrowserThatBeganIt() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            let mine = try await visitor.start()
            let other = try await visitor.start()
            let back = try await visitor.idp.signIn("li.lei", at: try #require(mine.headers["location"]))
            let cookie = try visitor.cookie(mine)
            try await visitor.site.nobody.get("/v1/sso/callback?\(back)").expect(401, "sso-failed")
            try await visitor.comeBack(back, cookie: visitor.cookie(other)).expect(401, "sso-failed")
            // Two cookies: one of them was planted.
            try await visitor.comeBack(back, cookie: "\(cookie); \(visitor.cookie(other))").expect(401, "sso-failed")
            let bare = back.split(separator: "&").filter { !$0.hasPrefix("state=") }.joined(separator: "&")
            try await visitor.comeBack(bare, cookie: cookie).expect(401, "sso-failed")
            #expect(try await visitor.site.accessLog().filter { $0.hasPrefix("sign_in_failed|state|") }.count == 4)
            // None of that used it up; it is good once.
            try await visitor.comeBack(back, cookie: cookie).expect(200)
            let again = try await visitor.comeBack(back, cookie: cookie).expect(401, "sso-failed")
            #expect(again.headers["set-cookie"] == "onematter-sso=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax")
            #expect(try await visitor.site.accessLog().last == "sign_in_failed|attempt|session")
        }
    }

    @Test func oneStateAtOnceGivesOneSession() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            let start = try await visitor.start()
            let back = try await visitor.idp.signIn("li.lei", at: try #require(start.headers["location"]))
            let cookie = try visitor.cookie(start)
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<8 { group.addTask { try await visitor.comeBack(back, cookie: cookie) } }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(answers.map(\.status).sorted() == [200] + Array(repeating: 401, count: 7))
            // Refused here, and not only by a provider that takes no code twice.
            #expect(try await visitor.site.accessLog().count { $0 == "sign_in_failed|attempt|session" } == 7)
            let session = try visitor.session(try #require(answers.first { $0.status == 200 }))
            #expect(try await session.get("/v1/sessions").expect(200).json["items"]?.elements.count == 1)
        }
    }

    /// Two first sign-ins of one subject at once, in two browsers: one person.
    @Test func twoFirstSignInsAtOnceEnterOnePerson() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            var ways: [(back: String, cookie: String)] = []
            for _ in 0..<4 {
                let start = try await visitor.start()
                let back = try await visitor.idp.signIn("li.lei", at: try #require(start.headers["location"]))
                ways.append((back, try visitor.cookie(start)))
            }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for way in ways {
                    group.addTask { try await visitor.comeBack(way.back, cookie: way.cookie).status }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses == [200, 200, 200, 200])
            let log = try await visitor.site.accessLog()
            #expect(log.count { $0.contains("|entered person-") } == 1)
        }
    }

    @Test func codesNoncesAndChallengesOfOthersAreRefused() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            try await visitor.idp.enter("han.mei", groups: ["judges"])
            func code(_ query: String) throws -> String {
                String(try #require(query.split(separator: "&").first { $0.hasPrefix("code=") }))
            }
            // Another's code under the own state: the provider holds it against the verifier.
            let mine = try await visitor.start()
            let other = try await visitor.start()
            let back = try await visitor.idp.signIn("li.lei", at: try #require(mine.headers["location"]))
            let stolen = try await visitor.idp.signIn("han.mei", at: try #require(other.headers["location"]))
            let mixed = back.replacing(try code(back), with: try code(stolen))
            try await visitor.comeBack(mixed, cookie: visitor.cookie(mine)).expect(401, "sso-failed")
            #expect(try await visitor.site.accessLog().last == "sign_in_failed|code refused|session")

            // A request that was altered on its way to the provider.
            for (name, ground) in [("nonce", "ID token: nonce"), ("code_challenge", "code refused")] {
                let start = try await visitor.start()
                let address = try #require(start.headers["location"])
                let value = try #require(address.split(separator: "&").first { $0.hasPrefix("\(name)=") })
                let altered = address.replacing(value, with: "\(name)=\(SingleSignOnAttempt().nonce)")
                let back = try await visitor.idp.signIn("li.lei", at: altered)
                try await visitor.comeBack(back, cookie: visitor.cookie(start)).expect(401, "sso-failed")
                #expect(try await visitor.site.accessLog().last == "sign_in_failed|\(ground)|session")
            }
            let start = try await visitor.start()
            let junk = "code=junk&state=\(try visitor.state(start))"
            try await visitor.comeBack(junk, cookie: visitor.cookie(start)).expect(401, "sso-failed")
        }
    }

    @Test(arguments: [(400, "expired"), (-400, "notYet")])
    func tokensOfAnotherTimeAreRefused(_ seconds: Int64, _ fault: String) async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            let start = try await visitor.start()
            let back = try await visitor.idp.signIn("li.lei", at: try #require(start.headers["location"]))
            visitor.site.clock.advance(seconds: seconds)
            try await visitor.comeBack(back, cookie: visitor.cookie(start)).expect(401, "sso-failed")
            #expect(try await visitor.site.accessLog().last == "sign_in_failed|ID token: \(fault)|session")
        }
    }

    @Test func anAttemptEndsAfterTenMinutesAndIsForgotten() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            let start = try await visitor.start()
            #expect(try await visitor.site.casework.sweepSignInAttempts() == 0)
            let back = try await visitor.idp.signIn("li.lei", at: try #require(start.headers["location"]))
            visitor.site.clock.advance(seconds: SingleSignOnAttempt.lifetime)
            try await visitor.comeBack(back, cookie: visitor.cookie(start)).expect(401, "sso-failed")
            #expect(try await visitor.site.accessLog().last == "sign_in_failed|attempt|session")
            #expect(try await visitor.site.casework.sweepSignInAttempts() == 1)
        }
    }

    @Test func aTokenForOthersTooAndAnAlgorithmThatIsNotAllowedAreRefused() async throws {
        try await Visitor.atProvider(settings: { $0.client = "shared" }) { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            try await visitor.signIn("li.lei").expect(401, "sso-failed")
            #expect(try await visitor.site.accessLog().last == "sign_in_failed|ID token: audience|session")
        }
        try await Visitor.atProvider(settings: { $0.algorithms = [.es256] }) { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            try await visitor.signIn("li.lei").expect(401, "sso-failed")
            #expect(try await visitor.site.accessLog().last == "sign_in_failed|ID token: algorithm|session")
        }
    }

    @Test func aWrongSecretIsOurFaultAndNobodyElses() async throws {
        try await Visitor.atProvider(secret: "wrong") { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            try await visitor.signIn("li.lei").expect(503, "sso-unavailable")
        }
    }

    @Test func theProvidersRefusalIsToldAndItsTextIsNot() async throws {
        try await Visitor.atProvider { visitor in
            for (error, told) in [("access_denied", "access_denied"), ("%3Cscript%3Ealert(1)", "unknown")] {
                let start = try await visitor.start()
                let back = "error=\(error)&error_description=gift&state=\(try visitor.state(start))"
                let answer = try await visitor.comeBack(back, cookie: visitor.cookie(start))
                    .expect(401, "sso-refused-by-provider")
                #expect(
                    answer.text.contains("(\(told))") && !answer.text.contains("script")
                        && !answer.text.contains("gift"))
                try await visitor.comeBack(back, cookie: visitor.cookie(start)).expect(401, "sso-failed")
            }
            // Without the state anybody could make it say so.
            try await visitor.site.nobody.get("/v1/sso/callback?error=access_denied").expect(401, "sso-failed")
        }
    }

    @Test func anotherProvidersAnswerIsRefused() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            for (issuer, status) in [
                ("https%3A%2F%2Fevil.example", 401), (WebAddress.escaped(visitor.idp.issuer), 200),
            ] {
                let start = try await visitor.start()
                let back = try await visitor.idp.signIn("li.lei", at: try #require(start.headers["location"]))
                try await visitor.comeBack(back + "&iss=\(issuer)", cookie: visitor.cookie(start)).expect(status)
            }
        }
    }

    @Test func aProviderThatIsAwayIsAProblemOfTheMoment() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            let start = try await visitor.start()
            let back = try await visitor.idp.signIn("li.lei", at: try #require(start.headers["location"]))
            try await visitor.idp.stop()
            let answer = try await visitor.comeBack(back, cookie: visitor.cookie(start)).expect(503, "sso-unavailable")
            #expect(answer.headers["retry-after"] == "1")
            // Local accounts go on.
            _ = try await visitor.site.signedIn("judge-330603")
        }
        let gone = Provider(Visitor.settings("http://127.0.0.1:1"), secret: nil)
        try await atSite(provider: gone) { site in
            try await site.nobody.get("/v1/sso/start").expect(503, "sso-unavailable")
        }
        try await gone.shutdown()
    }

    @Test func keysChangeAndStrangersMakeNobodyAskTooOften() async throws {
        let time = Mutex(Duration.zero)
        try await Visitor.atProvider(clock: { time.withLock { $0 } }) { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            try await visitor.signIn("li.lei").expect(200)
            try await visitor.idp.rotateKeys()
            try await visitor.signIn("li.lei").expect(200)
            // Once more within the same moment: the new key is not looked for again yet.
            try await visitor.idp.rotateKeys()
            try await visitor.signIn("li.lei").expect(401, "sso-failed")
            #expect(try await visitor.site.accessLog().last == "sign_in_failed|ID token: unknownKey|session")
            time.withLock { $0 += .seconds(30) }
            try await visitor.signIn("li.lei").expect(200)
        }
    }

    @Test func browsersGetAPageAndTheReturnPathStaysHere() async throws {
        try await Visitor.atProvider { visitor in
            let port = visitor.site.port
            let page = try await Wire.answer(
                port: port, "GET", "/v1/sso/callback?state=x", ["Accept": "text/html,*/*;q=0.8"])
            #expect(page.status == 401 && page.headers["content-type"] == "text/html; charset=utf-8")
            #expect(page.text.contains("sso-failed") && page.headers["set-cookie"]?.contains("Max-Age=0") == true)
            for path in ["//evil.example", "https://evil.example", "/\\evil.example", "/%0d%0aSet-Cookie:a=b", "x"] {
                let answer = try await visitor.start(to: path.removingPercentEncoding ?? path)
                try answer.expect(400, "bad-request")
                #expect(answer.headers["location"] == nil && answer.headers["set-cookie"] == nil)
            }
            let start = try await visitor.start()
            let more = "state=\(try visitor.state(start))&session_state=1&error=login_required&x=%00"
            try await visitor.comeBack(more, cookie: visitor.cookie(start)).expect(401, "sso-refused-by-provider")
            try await visitor.comeBack("state=a&state=b", cookie: "a=b").expect(400, "bad-request")
        }
    }

    @Test func anotherSiteMayLinkHereAndNotBegin() async throws {
        try await Visitor.atProvider { visitor in
            func start(_ headers: [String: String]) async throws -> Answer {
                try await visitor.site.nobody.send("GET", "/v1/sso/start", headers)
            }
            let click = ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-User": "?1", "Sec-Fetch-Dest": "document"]
            try await start(click).expect(302)
            try await start(["Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"]).expect(302)
            for (name, value) in [("Sec-Fetch-User", "?0"), ("Sec-Fetch-Dest", "iframe"), ("Sec-Fetch-Dest", "image")] {
                let answer = try await start(click.merging([name: value]) { $1 }).expect(403, "sso-not-asked-for")
                #expect(answer.headers["set-cookie"] == nil)
            }
        }
    }

    @Test func withoutAProviderThereIsNoSingleSignOn() async throws {
        try await atSite { site in
            try await site.nobody.get("/v1/sso/start").expect(404, "sso-not-configured")
            try await site.nobody.get("/v1/sso/callback").expect(404, "sso-not-configured")
        }
    }

    @Test func attemptsAreCountedAsSignIns() async throws {
        var settings = HTTPSettings()
        settings.rates.signIn = RateRule(perMinute: 1, burst: 2)
        try await atSite(settings) { site in
            try await site.nobody.get("/v1/sso/start").expect(404)
            try await site.nobody.get("/v1/sso/callback").expect(404)
            try await site.nobody.get("/v1/sso/start").expect(429, "too-many-requests")
            try await site.nobody.get("/v1/sso/callback").expect(429, "too-many-requests")
        }
    }
}

extension Visitor {
    /// The state that the site sent to the provider.
    func state(_ start: Answer) throws -> String {
        let part = try #require(start.headers["location"]?.split(separator: "&").first { $0.hasPrefix("state=") })
        return String(part.dropFirst("state=".count))
    }
}
