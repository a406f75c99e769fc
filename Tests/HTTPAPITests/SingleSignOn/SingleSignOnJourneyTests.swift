import Casework
import Foundation
import MatterCore
import SingleSignOn
import Testing

@testable import HTTPAPI
@testable import Identity

/// Signing in through a real provider, over sockets. One after the other: each starts a provider of its own.
@Suite(.serialized) struct SingleSignOnJourneyTests {
    @Test func aPersonIsEnteredAtTheFirstSignInWithThePostsOfTheClaims() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            let start = try await visitor.start(to: "/v1/me?a=%3Cb%3E&c=d").expect(302)
            let cookie = try #require(start.headers["set-cookie"])
            #expect(cookie.hasPrefix("onematter-sso=") && cookie.contains("HttpOnly; SameSite=Lax"))
            let back = try await visitor.idp.signIn("li.lei", at: try #require(start.headers["location"]))
            let page = try await visitor.comeBack(back, cookie: visitor.cookie(start)).expect(200)

            // A page of this site that moves on by itself, and not a redirect: see SignInPage.
            #expect(page.headers["content-type"] == "text/html; charset=utf-8")
            #expect(page.text.contains(#"http-equiv="refresh" content="0; url=/v1/me?a=%3Cb%3E&amp;c=d""#))
            #expect(page.headers["content-security-policy"]?.contains("sandbox") == false)
            #expect(page.headers["content-security-policy"]?.contains("default-src 'none'") == true)
            let cookies = try #require(page.headers["set-cookie"])
            #expect(cookies.contains("SameSite=Strict") && cookies.contains("onematter-sso=; Max-Age=0"))

            let judge = try visitor.session(page)
            let session = try await judge.get("/v1/session").expect(200)
            #expect(try session.text(at: "/channel") == "sso" && session.text(at: "/login") == "li.lei")
            #expect(try session.text(at: "/acting/organisation/id") == "COURT-330603")
            let csrf = try #require(try session.text(at: "/csrfToken"))
            let signedIn = SignedIn(visitor.site, cookie: judge.cookie, csrf: csrf)
            let opened = try await signedIn.act("/v1/matters", Bodies.open(1)).expect(201)
            #expect(try opened.text(at: "/events/0/by/person/name") == "li.lei")

            // Marked as granted by the claims, for as long as the mapping says.
            let `operator` = try await visitor.site.signedIn("operator")
            let person = try await visitor.person("li.lei", as: `operator`)
            #expect(person.at("/identities/0/subject")?.text == "li.lei")
            #expect(person.at("/posts/0/mappedBy")?.text == visitor.idp.issuer)
            let today = visitor.site.clock.now.legalDate
            #expect(person.at("/posts/0/from")?.text == today.description)
            #expect(person.at("/posts/0/until")?.text == visitor.site.clock.now.adding(days: 6).legalDate.description)

            // The same person again: nobody new, no post twice, another session.
            let again = try visitor.session(try await visitor.signIn("li.lei").expect(200))
            #expect(again.cookie != judge.cookie)
            let same = try await visitor.person("li.lei", as: `operator`)
            #expect(same == person)
        }
    }

    @Test func theSecretGoesInTheFormWhereTheProviderWantsIt() async throws {
        let inTheForm = { (settings: inout SingleSignOnSettings) in
            settings.client = "posting"
            settings.clientAuthentication = .post
        }
        try await Visitor.atProvider(secret: NanoIDP.awkwardSecret, settings: inTheForm) { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            try await visitor.signIn("li.lei").expect(200)
        }
    }

    @Test func postsFollowTheClaimsAtEachSignIn() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter(
                "han.mei", roles: ["officer"], groups: ["judges", "operators", "wrong-kind", "nowhere"])
            let first = try visitor.session(try await visitor.signIn("han.mei").expect(200))
            // A role that the organisation has not, an organisation that is not there: no post, and no failure.
            let choices = try await first.get("/v1/session").expect(200).json["choices"]?.elements ?? []
            #expect(choices.compactMap { $0["role"]?.text }.sorted() == ["judge"])
            let `operator` = try await visitor.site.signedIn("operator")
            let person = try await visitor.person("han.mei", as: `operator`)
            let id = try #require(person.at("/id")?.text)
            let grant =
                #"{"person":"\#(id)","role":"auditor","organisation":"COURT-330603","from":"2026-01-01","reason":"示例"}"#
            try await `operator`.act("/v1/posts", grant).expect(201)

            // The group is gone: the post ends with the next sign-in, at once and in every session; a granted one stays.
            try await visitor.idp.enter("han.mei", groups: [])
            try await first.get("/v1/me").expect(200)
            let second = try visitor.session(try await visitor.signIn("han.mei").expect(200))
            try await first.get("/v1/me").expect(403, "post-required")
            #expect(try await second.get("/v1/me").expect(200).text(at: "/role") == "auditor")

            // And back: a post anew.
            try await visitor.idp.enter("han.mei", groups: ["judges"])
            let back = try await visitor.signIn("han.mei")
            let record = try await visitor.site.accessLog()
            #expect(back.status == 200, "\(record)")
            let third = try visitor.session(back)
            #expect(try await third.get("/v1/session").json["choices"]?.elements.count == 2)
            let log = try await visitor.site.accessLog()
            #expect(log.count { $0.contains("claims of \(visitor.idp.issuer)") } == 3, "\(log)")
            #expect(log.count { $0.hasPrefix("sign_in|") && $0.contains("identity provider") } == 3)
        }
    }

    @Test func aClaimWithoutASignInEndsByItself() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            _ = try await visitor.signIn("li.lei").expect(200)
            let `operator` = try await visitor.site.signedIn("operator")
            #expect(try await visitor.person("li.lei", as: `operator`).at("/posts/0/id") != nil)
            visitor.site.clock.advance(seconds: 7 * 86_400)
            let later = try await visitor.site.signedIn("operator")
            #expect(try await visitor.person("li.lei", as: later).at("/posts/0/id") == nil)
        }
    }

    @Test func aStrangerIsToldTheSubjectAndTheOperatorLinksIt() async throws {
        try await Visitor.atProvider(entersPeople: false) { visitor in
            try await visitor.idp.enter("judge-330603", groups: ["judges"])
            // The same name as a login here opens nothing.
            let refused = try await visitor.signIn("judge-330603").expect(403, "sso-person-unknown")
            #expect(try refused.text(at: "/detail")?.hasSuffix(": judge-330603") == true)
            #expect(refused.headers["set-cookie"]?.contains("onematter=") == false)

            let `operator` = try await visitor.site.signedIn("operator")
            let path = "/v1/people/sample-judge-330603/provider-identity"
            let link = #"{"subject":"judge-330603","reason":"示例核对"}"#
            let judge = try await visitor.site.signedIn("judge-330603")
            try await judge.act(path, link).expect(403, "role-may-not")
            try await `operator`.act("/v1/people/sample-operator/provider-identity", link).expect(403, "own-account")
            try await `operator`.act("/v1/people/nobody/provider-identity", link).expect(404, "person-not-found")
            try await `operator`.act(path, #"{"subject":"a b","reason":"示例"}"#).expect(422, "subject-wrong")
            try await `operator`.act(path, link).expect(201)
            try await `operator`.act(path, #"{"subject":"other","reason":"示例"}"#)
                .expect(409, "provider-identity-exists")
            try await `operator`.act("/v1/people/sample-firm-a/provider-identity", link).expect(409, "subject-taken")

            let session = try visitor.session(try await visitor.signIn("judge-330603").expect(200))
            #expect(try await session.get("/v1/me").expect(200).text(at: "/id") == "sample-judge-330603")

            try await `operator`.act("\(path)/removal", #"{"reason":"示例"}"#).expect(204)
            try await session.get("/v1/me").expect(401, "session-ended")
            try await visitor.signIn("judge-330603").expect(403, "sso-person-unknown")
            try await `operator`.act("\(path)/removal", #"{"reason":"示例"}"#).expect(404, "provider-identity-not-found")
        }
    }

    /// Or an operator could link an own account at the provider and pass the factor by.
    @Test func aPersonWithASecondFactorIsNotLinked() async throws {
        try await Visitor.atProvider(entersPeople: false) { visitor in
            let judge = try await visitor.site.signedIn("judge-330603")
            let password = #"{"password":"\#(SampleAccounts.password)"}"#
            let enrolment = try await judge.act("/v1/second-factor", password).expect(201)
            let shown = try #require(try enrolment.text(at: "/secret"))
            let secret = try #require(Base32.decode(shown))
            let code = TOTP.code(secret, step: visitor.site.clock.now.milliseconds / 30_000)
            try await judge.act("/v1/second-factor/confirmation", #"{"code":"\#(code)"}"#).expect(200)
            let `operator` = try await visitor.site.signedIn("operator")
            let link = #"{"subject":"operator-at-the-provider","reason":"示例"}"#
            try await `operator`.act("/v1/people/sample-judge-330603/provider-identity", link)
                .expect(409, "second-factor-exists")
        }
    }

    @Test func aLoginThatIsTakenIsNotTakenOver() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("judge-330603", groups: ["judges"])
            try await visitor.signIn("judge-330603").expect(403, "sso-person-unknown")
            let log = try await visitor.site.accessLog()
            #expect(log.contains { $0.hasPrefix("sign_in_failed|unknown subject") }, "\(log)")
        }
    }

    @Test func aDisabledPersonComesInNoWay() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            let session = try visitor.session(try await visitor.signIn("li.lei").expect(200))
            let `operator` = try await visitor.site.signedIn("operator")
            let person = try await visitor.person("li.lei", as: `operator`)
            let id = try #require(person.at("/id")?.text)
            try await `operator`.act("/v1/people/\(id)/disablement", #"{"reason":"示例"}"#).expect(204)
            try await session.get("/v1/me").expect(401, "session-ended")
            try await visitor.signIn("li.lei").expect(401, "sso-failed")
        }
    }

    @Test func theLocalSecondFactorHoldsWhereTheProviderAssertsNone() async throws {
        var identity = Site.identity()
        identity.secondFactorRoles = [.judge]
        try await Visitor.atProvider(identity: identity) { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            var session = try await visitor.signedIn("li.lei")
            try await session.get("/v1/me").expect(403, "second-factor-required")
            // Nobody here has a password, so whoever has just come from the provider needs none.
            let enrolment = try await session.act("/v1/second-factor", "{}").expect(201)
            let shown = try #require(try enrolment.text(at: "/secret"))
            let secret = try #require(Base32.decode(shown))
            func code() -> String { TOTP.code(secret, step: visitor.site.clock.now.milliseconds / 30_000) }
            session = try SignedIn(
                visitor.site,
                try await session.act("/v1/second-factor/confirmation", #"{"code":"\#(code())"}"#).expect(200))
            try await session.get("/v1/me").expect(200)

            // From now on the code is asked for here, once each.
            visitor.site.clock.advance(seconds: 30)
            session = try await visitor.signedIn("li.lei")
            try await session.get("/v1/me").expect(403, "second-factor-required")
            try await session.act("/v1/second-factor", "{}").expect(409, "second-factor-exists")
            try await session.act("/v1/session/second-factor", #"{"code":"000000"}"#)
                .expect(403, "second-factor-code-wrong")
            let right = code()
            let proven = try SignedIn(
                visitor.site,
                try await session.act("/v1/session/second-factor", #"{"code":"\#(right)"}"#).expect(200))
            try await proven.get("/v1/me").expect(200)
            try await session.get("/v1/me").expect(401, "session-ended")
            let other = try await visitor.signedIn("li.lei")
            try await other.act("/v1/session/second-factor", #"{"code":"\#(right)"}"#)
                .expect(403, "second-factor-code-wrong")
            // Guessing ends: after five failures 30 seconds pass, after the next 60, in which even the right one is refused.
            for _ in 0..<4 { try await other.act("/v1/session/second-factor", #"{"code":"000000"}"#).expect(403) }
            visitor.site.clock.advance(seconds: 30)
            try await other.act("/v1/session/second-factor", #"{"code":"000000"}"#).expect(403)
            visitor.site.clock.advance(seconds: 31)
            try await other.act("/v1/session/second-factor", #"{"code":"\#(code())"}"#)
                .expect(403, "second-factor-code-wrong")
            visitor.site.clock.advance(seconds: 31)
            try await other.act("/v1/session/second-factor", #"{"code":"\#(code())"}"#).expect(200)
        }
    }

    @Test func whoHasASecondFactorProvesItWhateverTheRole() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            let session = try await visitor.signedIn("li.lei")
            let enrolment = try await session.act("/v1/second-factor", "{}").expect(201)
            let shown = try #require(try enrolment.text(at: "/secret"))
            let secret = try #require(Base32.decode(shown))
            let code = TOTP.code(secret, step: visitor.site.clock.now.milliseconds / 30_000)
            try await session.act("/v1/second-factor/confirmation", #"{"code":"\#(code)"}"#).expect(200)
            let again = try await visitor.signedIn("li.lei")
            try await again.get("/v1/me").expect(403, "second-factor-required")
        }
    }

    @Test func enrollingNeedsAFreshSignIn() async throws {
        try await Visitor.atProvider { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            let session = try await visitor.signedIn("li.lei")
            visitor.site.clock.advance(seconds: 601)
            try await session.act("/v1/second-factor", "{}").expect(403, "sign-in-again")
            // With a local account the password is still asked for.
            let local = try await visitor.site.signedIn("judge-3306")
            try await local.act("/v1/second-factor", "{}").expect(403, "password-wrong")
        }
    }

    @Test func whatTheProviderAssertsCounts() async throws {
        var identity = Site.identity()
        identity.secondFactorRoles = [.judge]
        // The provider signs in by password and says so: here that is counted as enough.
        try await Visitor.atProvider(methods: ["pwd"], identity: identity) { visitor in
            try await visitor.idp.enter("li.lei", groups: ["judges"])
            let session = try await visitor.signedIn("li.lei")
            try await session.get("/v1/me").expect(200)
            #expect(try await session.get("/v1/session").expect(200).json["secondFactor"]?.isTrue == true)
        }
    }
}
