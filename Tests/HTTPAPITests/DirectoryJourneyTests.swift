import Casework
import Foundation
import Identity
import Logging
import MatterCore
import Synchronization
import Testing

@testable import HTTPAPI

/// The operator's work, second factors and deputies over sockets.
@Suite struct DirectoryJourneyTests {
    @Test func theOperatorEntersAnOrganisationAPersonAndAPost() async throws {
        try await atSite { site in
            let `operator` = try await site.signedIn("operator")
            let firm =
                #"{"id":"FIRM-Z","kind":"administrator_firm","name":{"zh":"示例事务所","en":"Sample"},"region":"3306"}"#
            try await `operator`.act("/v1/organisations", firm).expect(201)
            try await `operator`.act("/v1/organisations", firm).expect(409, "organisation-exists")
            let changed = #"{"name":{"zh":"示例新名","en":"Sample Z"},"region":"33"}"#
            let renamed = try await `operator`.act("/v1/organisations/FIRM-Z", changed, method: "PUT").expect(200)
            #expect(try renamed.text(at: "/name/zh") == "示例新名" && renamed.text(at: "/region") == "33")
            try await `operator`.act("/v1/organisations/FIRM-Y", changed, method: "PUT")
                .expect(404, "organisation-not-found")
            let court = #"{"name":{"zh":"示例","en":"Sample"},"region":"33","parent":"COURT-330603"}"#
            try await `operator`.act("/v1/organisations/COURT-33", court, method: "PUT")
                .expect(422, "organisation-wrong")

            let made = try await `operator`.act("/v1/people", #"{"login":"li.lei","name":"示例李雷"}"#).expect(201)
            let person = try #require(try made.text(at: "/person"))
            let password = try #require(try made.text(at: "/oneTimePassword"))
            let grant =
                #"{"person":"\#(person)","role":"administrator","organisation":"FIRM-Z","from":"2026-03-02","reason":"示例"}"#
            try await `operator`.act("/v1/posts", grant).expect(201)
            try await `operator`.act("/v1/posts", grant).expect(409, "post-held")

            // Until the one-time password is changed, the session is good for that only.
            let first = try await site.signIn("li.lei", password: password).expect(201)
            #expect(try first.text(at: "/restriction") == "password-change-required")
            let li = try SignedIn(site, first)
            try await li.get("/v1/me").expect(403, "password-change-required")
            try await li.get("/v1/sessions").expect(403, "password-change-required")
            try await li.get("/v1/session").expect(200)
            let change = #"{"password":"\#(password)","new":"gravel teapot lantern"}"#
            let changedLi = try SignedIn(site, try await li.act("/v1/password", change).expect(200))
            #expect(try await changedLi.get("/v1/me").expect(200).text(at: "/organisation/id") == "FIRM-Z")
            try await site.signIn("li.lei", password: password).expect(401, "sign-in-failed")

            // Disabled means at once.
            try await `operator`.act("/v1/people/\(person)/disablement", #"{"reason":"离职"}"#).expect(204)
            try await changedLi.get("/v1/me").expect(401, "session-ended")
            try await site.signIn("li.lei", password: "gravel teapot lantern").expect(401, "sign-in-failed")
            try await `operator`.act("/v1/people/\(person)/enablement", #"{"reason":"复职"}"#).expect(204)
            let reset = try await `operator`.act("/v1/people/\(person)/password-resets", "").expect(201)
            #expect(try reset.text(at: "/oneTimePassword") != password)
        }
    }

    @Test func nobodyElseMayAndNobodyForThemselves() async throws {
        try await atSite { site in
            let own =
                #"{"person":"sample-operator","role":"judge","organisation":"COURT-330603","from":"2026-03-02","reason":"x"}"#
            try await site.signedIn("operator").act("/v1/posts", own).expect(403, "own-grant")
            for login in ["judge-330603", "firm-a", "tax-330603", "auditor-3306"] {
                let other = try await site.signedIn(login)
                try await other.act("/v1/posts", own).expect(403, "role-may-not")
                try await other.act("/v1/people", #"{"login":"li.lei","name":"示例"}"#).expect(403, "role-may-not")
                try await other.get("/v1/people").expect(403, "role-may-not")
                try await other.act("/v1/posts/1/end", #"{"reason":"x"}"#).expect(403, "role-may-not")
            }
        }
    }

    /// With another post another part of the world is there, and the old token is worth nothing.
    @Test func choosingAPostChangesWhatIsVisible() async throws {
        try await atSite { site in
            let judge = try await site.signedIn("judge-330603")
            let matter = try #require(
                try await judge.act("/v1/matters", Bodies.open(1)).expect(201).whole(at: "/matter"))
            let `operator` = try await site.signedIn("operator")
            let grant =
                #"{"person":"sample-judge-330603","role":"administrator","organisation":"FIRM-A","from":"2026-03-02","reason":"x"}"#
            let post = try #require(try await `operator`.act("/v1/posts", grant).expect(201).whole(at: "/id"))
            try await judge.get("/v1/matters/\(matter)").expect(200)
            let firm = try SignedIn(
                site, try await judge.act("/v1/session/post", #"{"post":\#(post)}"#).expect(200))
            try await judge.get("/v1/me").expect(401, "session-ended")
            try await firm.get("/v1/matters/\(matter)").expect(404, "matter-not-found")
            #expect(try await firm.get("/v1/me").expect(200).text(at: "/role") == "administrator")
            try await firm.act("/v1/session/post", #"{"post":999999}"#).expect(404, "post-not-held")
            try await firm.act("/v1/session/post", "{}").expect(422, "one-of-two")
        }
    }

    @Test func aDeputyActsOnBehalf() async throws {
        try await atSite { site in
            let judge = try await site.signedIn("judge-330603")
            let post = try #require(try await judge.get("/v1/session").expect(200).whole(at: "/acting/post"))
            let colleagues = try await judge.get("/v1/colleagues").expect(200).json["items"]?.elements ?? []
            let deputy = try #require(colleagues.last?["id"]?.text)
            #expect(deputy == "sample-judge-330603-b" && colleagues.count == 2)
            let grant =
                #"{"post":\#(post),"deputy":"\#(deputy)","from":"2026-03-02","until":"2026-03-03","reason":"休假"}"#
            let id = try #require(try await judge.act("/v1/deputyships", grant).expect(201).whole(at: "/id"))
            let colleague = try await site.signIn("judge-330603-b").expect(201)
            #expect(try colleague.text(at: "/restriction") == "post-required")
            let undecided = try SignedIn(site, colleague)
            try await undecided.get("/v1/me").expect(403, "post-required")
            let acting = try SignedIn(
                site, try await undecided.act("/v1/session/post", #"{"deputyship":\#(id)}"#).expect(200))
            let events = try await acting.act("/v1/matters", Bodies.open(1)).expect(201)
            #expect(try events.text(at: "/events/0/by/person/id") == "sample-judge-330603-b")
            #expect(try events.text(at: "/events/0/by/onBehalfOf/id") == "sample-judge-330603")
            try await judge.act("/v1/deputyships/\(id)/revocation", "").expect(204)
            try await acting.get("/v1/me").expect(403, "post-required")
            let list = try await judge.get("/v1/deputyships").expect(200)
            #expect(try list.json.at("/items/0/isRevoked")?.isTrue == true)
        }
    }

    @Test func aRequiredSecondFactorIsEnrolledFirst() async throws {
        var identity = Site.identity()
        identity.secondFactorRoles = [.judge, .operator, .auditor]
        try await atSite(identity: identity) { site in
            let judge = try await site.signedIn("judge-330603")
            try await judge.get("/v1/matters").expect(403, "second-factor-required")
            let password = #"{"password":"\#(SampleAccounts.password)"}"#
            let enrolment = try await judge.act("/v1/second-factor", password).expect(201)
            #expect(try enrolment.text(at: "/uri")?.hasPrefix("otpauth://totp/") == true)
            try await judge.act("/v1/second-factor/confirmation", #"{"code":"000000"}"#)
                .expect(422, "second-factor-code-wrong")
            try await judge.get("/v1/matters").expect(403, "second-factor-required")
            try await site.signedIn("firm-a").get("/v1/matters").expect(200)
        }
    }

    /// Passwords, tokens and codes never reach the log, whatever happens.
    @Test func noSecretIsLogged() async throws {
        let log = LogCapture()
        try await atSite(logger: Logger(label: "test") { _ in log }) { site in
            let judge = try await site.signedIn("judge-330603")
            try await site.signIn("judge-330603", password: "a wrong secret phrase").expect(401)
            let changed = try await judge.act(
                "/v1/password", #"{"password":"\#(SampleAccounts.password)","new":"gravel teapot lantern"}"#
            ).expect(200)
            let again = try SignedIn(site, changed)
            try await again.get("/v1/me").expect(200)
            await site.loseDatabase()
            try await site.signIn("judge-330603", password: "another secret phrase").expect(503)
            let text = log.text
            #expect(text.contains("POST") && text.contains("/v1/session"))
            let secrets = [
                SampleAccounts.password, "a wrong secret phrase", "gravel teapot lantern", "another secret phrase",
                judge.csrf, again.csrf, judge.cookie, again.cookie,
                String(judge.cookie.dropFirst("onematter=".count)), String(again.cookie.dropFirst("onematter=".count)),
            ]
            for secret in secrets { #expect(!text.contains(secret)) }
        }
    }
}

/// Keeps everything that is logged.
private final class LogCapture: LogHandler {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    func log(event: LogEvent) {
        lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
    }

    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }
}
