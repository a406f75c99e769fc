import Casework
import Foundation
import Identity
import MatterCore
import SingleSignOn
import Testing

@testable import HTTPAPI

/// A browser between the site and a real provider.
struct Visitor: Sendable {
    let site: Site
    let idp: NanoIDP

    /// The site and a provider of its own, on real time: the provider's tokens know no other.
    static func atProvider(
        entersPeople: Bool = true, methods: Set<String> = [], identity: IdentitySettings = Site.identity(),
        secret: String = NanoIDP.secret, clock: @escaping @Sendable () -> Duration = Provider.systemClock,
        settings change: (inout SingleSignOnSettings) -> Void = { _ in },
        _ body: (Visitor) async throws -> Void
    ) async throws {
        let idp = try await Wire.blocking { try NanoIDP() }
        var settings = self.settings(idp.issuer)
        settings.mapping.entersPeople = entersPeople
        settings.mapping.methods = methods
        change(&settings)
        let provider = Provider(settings, secret: ClientSecret(secret), clock: clock)
        do {
            try await atSite(identity: identity, provider: provider) { site in
                site.clock.run()
                try await body(Visitor(site: site, idp: idp))
            }
        } catch {
            try await provider.shutdown()
            try await idp.stop()
            throw error
        }
        try await provider.shutdown()
        try await idp.stop()
    }

    static func settings(_ issuer: String) -> SingleSignOnSettings {
        var mapping = ClaimMapping()
        mapping.name = "preferred_username"
        mapping.days = 7
        mapping.posts = [
            .init(claim: "groups", value: "judges", role: .judge, place: .organisation("COURT-330603")),
            .init(claim: "groups", value: "wrong-kind", role: .administrator, place: .organisation("COURT-330603")),
            .init(claim: "groups", value: "nowhere", role: .judge, place: .organisation("COURT-NOWHERE")),
            .init(claim: "roles", value: "officer", role: .agency, place: .claim("unit")),
        ]
        var settings = SingleSignOnSettings(
            issuer: issuer, client: "onematter", callback: NanoIDP.callback, mapping: mapping)
        // This provider's ID tokens leave groups out.
        settings.asksUserInfo = true
        return settings
    }

    func start(to path: String? = nil) async throws -> Answer {
        let query = path.map { "?return=\(WebAddress.escaped($0))" } ?? ""
        return try await site.nobody.get("/v1/sso/start\(query)")
    }

    func cookie(_ start: Answer) throws -> String {
        String(try #require(start.headers["set-cookie"]).prefix { $0 != ";" })
    }

    func comeBack(_ query: String, cookie: String, headers: [String: String] = [:]) async throws -> Answer {
        try await site.nobody.send("GET", "/v1/sso/callback?\(query)", headers.merging(["Cookie": cookie]) { $1 })
    }

    /// All the way out and back.
    func signIn(_ name: String) async throws -> Answer {
        let start = try await start().expect(302)
        let back = try await idp.signIn(name, at: try #require(start.headers["location"]))
        return try await comeBack(back, cookie: cookie(start))
    }

    /// The session that the page brought, not asked for its token against forged requests yet.
    func session(_ page: Answer) throws -> SignedIn {
        let header = try #require(page.headers["set-cookie"])
        let cookie = try #require(header.split(separator: ", ").first { $0.hasPrefix("onematter=") })
        return SignedIn(site, cookie: String(cookie.prefix { $0 != ";" }), csrf: "")
    }

    func signedIn(_ name: String) async throws -> SignedIn {
        let session = try session(try await signIn(name).expect(200))
        let csrf = try await session.get("/v1/session").expect(200).text(at: "/csrfToken")
        return SignedIn(site, cookie: session.cookie, csrf: try #require(csrf))
    }

    func person(_ login: String, as operator: SignedIn) async throws -> JSON {
        let people = try await `operator`.get("/v1/people").expect(200).json["items"]?.elements ?? []
        return try #require(people.first { $0["login"]?.text == login })
    }
}

extension Instant {
    func adding(days: Int64) -> Instant { Instant(milliseconds: milliseconds + days * 86_400_000) }
}
