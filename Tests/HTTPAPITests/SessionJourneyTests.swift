import Casework
import Foundation
import Identity
import MatterCore
import Testing

@testable import HTTPAPI

/// Signing in and what sessions are good for, over sockets.
@Suite struct SessionJourneyTests {
    @Test func signsInActsAndSignsOut() async throws {
        try await atSite { site in
            let answer = try await site.signIn("judge-330603").expect(201)
            let cookie = try #require(answer.headers["set-cookie"])
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"))
            // Plain HTTP: a browser would not keep a cookie that says Secure.
            #expect(cookie.hasPrefix("onematter=") && !cookie.contains("Secure"))
            #expect(try answer.text(at: "/acting/organisation/id") == "COURT-330603")
            #expect(try answer.text(at: "/restriction") == nil)

            let judge = try SignedIn(site, answer)
            #expect(try await judge.get("/v1/me").expect(200).text(at: "/id") == "sample-judge-330603")
            let opened = try await judge.act("/v1/matters", Bodies.open(1)).expect(201)
            #expect(try opened.text(at: "/events/0/by/person/id") == "sample-judge-330603")
            #expect(try await judge.get("/v1/session").expect(200).text(at: "/csrfToken") == judge.csrf)
            #expect(try await judge.get("/v1/sessions").expect(200).json["items"]?.elements.count == 1)

            let out = try await judge.send("DELETE", "/v1/session").expect(204)
            #expect(out.headers["set-cookie"]?.contains("Max-Age=0") == true)
            try await judge.get("/v1/me").expect(401, "session-ended")
        }
    }

    @Test func overTLSTheCookieIsBoundToTheHost() {
        let token = SessionToken()
        let header = SessionCookie.header(token, isSecure: true)
        #expect(header == "__Host-onematter=\(token.text); Path=/; HttpOnly; SameSite=Strict; Secure")
        #expect(!header.contains("Domain"))
    }

    @Test func aForgedRequestIsRefused() async throws {
        try await atSite { site in
            let judge = try SignedIn(site, try await site.signIn("judge-330603"))
            let body = try Bodies.open(1)
            let act = ["Content-Type": "application/json", "Idempotency-Key": "k", "Cookie": judge.cookie]
            func send(_ headers: [String: String]) async throws -> Answer {
                try await site.nobody.send(
                    "POST", "/v1/matters", act.merging(headers) { $1 }, Array(body.utf8))
            }
            try await send([:]).expect(403, "csrf")
            try await send(["X-CSRF-Token": "guess"]).expect(403, "csrf")
            try await send(["X-CSRF-Token": SessionToken().csrf]).expect(403, "csrf")
            try await send(["X-CSRF-Token": judge.csrf, "Sec-Fetch-Site": "cross-site"]).expect(403, "csrf")
            try await send(["X-CSRF-Token": judge.csrf, "Sec-Fetch-Site": "same-site"]).expect(403, "csrf")
            try await send(["X-CSRF-Token": judge.csrf, "Origin": "https://evil.example"]).expect(403, "csrf")
            try await send(["X-CSRF-Token": judge.csrf, "Origin": "null"]).expect(403, "csrf")
            try await send(
                ["X-CSRF-Token": judge.csrf, "Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"]
            ).expect(201)
            // Reading needs no token; signing in from another site is refused as well.
            try await site.nobody.send("GET", "/v1/me", ["Cookie": judge.cookie]).expect(200)
            try await site.signIn("judge-330603", headers: ["Sec-Fetch-Site": "cross-site"]).expect(403, "csrf")
        }
    }

    @Test func aTokenOfNobodyAndTwoTokensAreRefused() async throws {
        try await atSite { site in
            let judge = try SignedIn(site, try await site.signIn("judge-330603"))
            let planted = "onematter=\(SessionToken().text)"
            try await site.nobody.send("GET", "/v1/me", ["Cookie": planted]).expect(401, "session-ended")
            try await site.nobody.send("GET", "/v1/me", ["Cookie": "onematter=short"]).expect(401, "token-missing")
            try await site.nobody.send("GET", "/v1/me", ["Cookie": "\(judge.cookie); \(planted)"])
                .expect(401, "token-missing")
        }
    }

    @Test func everySignInHasATokenOfItsOwn() async throws {
        try await atSite { site in
            let first = try SignedIn(site, try await site.signIn("judge-330603"))
            // A token that was there before the sign-in is not taken over.
            let second = try SignedIn(
                site, try await site.signIn("judge-330603", headers: ["Cookie": first.cookie]).expect(201))
            #expect(first.cookie != second.cookie && first.csrf != second.csrf)
            let list = try await second.get("/v1/sessions").expect(200).json["items"]?.elements ?? []
            #expect(list.count == 2 && list.count { $0["isCurrent"]?.isTrue == true } == 1)
            let other = try #require(list.first { $0["isCurrent"]?.isTrue == false }?["id"]?.text)
            try await second.send("DELETE", "/v1/sessions/\(other)").expect(204)
            try await first.get("/v1/me").expect(401, "session-ended")
            try await second.get("/v1/me").expect(200)
            try await second.send("DELETE", "/v1/sessions/\(other)").expect(404, "session-not-found")
            let stranger = try SignedIn(site, try await site.signIn("firm-a"))
            let mine = try #require(list.first { $0["isCurrent"]?.isTrue == true }?["id"]?.text)
            try await stranger.send("DELETE", "/v1/sessions/\(mine)").expect(404, "session-not-found")
        }
    }

    /// Whether a login exists cannot be told from the answer.
    @Test func unknownLoginAndWrongPasswordAreAlike() async throws {
        try await atSite { site in
            let unknown = try await site.signIn("nobody-here", password: "wrong wrong wrong").expect(401)
            let wrong = try await site.signIn("judge-330603", password: "wrong wrong wrong").expect(401)
            func visible(_ answer: Answer) throws -> [String?] {
                try ["/code", "/detail", "/detailZh", "/title"].map { try answer.text(at: $0) }
                    + [answer.headers["www-authenticate"], answer.headers["set-cookie"]]
            }
            #expect(try visible(unknown) == visible(wrong))
            #expect(try unknown.code == "sign-in-failed")
        }
    }

    @Test func theOldPasswordEndsWithAllOtherSessions() async throws {
        try await atSite { site in
            let other = try SignedIn(site, try await site.signIn("judge-330603"))
            let judge = try SignedIn(site, try await site.signIn("judge-330603"))
            func change(_ from: String, _ to: String) async throws -> Answer {
                try await judge.act("/v1/password", #"{"password":"\#(from)","new":"\#(to)"}"#)
            }
            try await change("wrong", "gravel teapot lantern").expect(403, "password-wrong")
            try await change(SampleAccounts.password, "short").expect(422, "password-too-short")
            try await change(SampleAccounts.password, "password-2026!").expect(422, "password-common")
            try await change(SampleAccounts.password, SampleAccounts.password).expect(422, "password-unchanged")
            let changed = try await change(SampleAccounts.password, "gravel teapot lantern").expect(200)
            try await other.get("/v1/me").expect(401, "session-ended")
            try await judge.get("/v1/me").expect(401, "session-ended")
            try await SignedIn(site, changed).get("/v1/me").expect(200)
            try await site.signIn("judge-330603").expect(401, "sign-in-failed")
            try await site.signIn("judge-330603", password: "gravel teapot lantern").expect(201)
        }
    }

    /// A token of a script is no person: it has no password to change and no posts to grant.
    @Test func tokensHaveNoAccount() async throws {
        try await atSite { site in
            let script = try await site.person(.operator, "OPERATOR")
            try await script.get("/v1/session").expect(403, "session-required")
            try await script.get("/v1/people").expect(403, "session-required")
            try await script.get("/v1/me").expect(200)
        }
    }
}
