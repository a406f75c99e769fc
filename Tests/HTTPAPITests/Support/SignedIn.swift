import Casework
import Foundation
import Testing

@testable import HTTPAPI

/// Someone with a session, as a browser would hold it.
struct SignedIn: Sendable {
    let site: Site
    let cookie: String
    let csrf: String

    init(_ site: Site, cookie: String, csrf: String) {
        self.site = site
        self.cookie = cookie
        self.csrf = csrf
    }

    /// From the answer to a sign-in, or to anything that changed the session.
    init(_ site: Site, _ answer: Answer) throws {
        self.site = site
        let header = try #require(answer.headers["set-cookie"], "\(answer.text)")
        cookie = String(header.prefix { $0 != ";" })
        csrf = try #require(try answer.text(at: "/csrfToken") ?? answer.text(at: "/session/csrfToken"))
    }

    func get(_ path: String) async throws -> Answer { try await send("GET", path) }

    func act(_ path: String, _ body: String, version: Int? = nil, method: String = "POST") async throws -> Answer {
        var headers = ["Content-Type": "application/json", "Idempotency-Key": UUID().uuidString]
        if let version { headers["If-Match"] = "\"\(version)\"" }
        return try await send(method, path, headers, Array(body.utf8))
    }

    func send(
        _ method: String, _ path: String, _ headers: [String: String] = [:], _ body: [UInt8] = []
    ) async throws -> Answer {
        try await site.nobody.send(
            method, path, headers.merging(["Cookie": cookie, "X-CSRF-Token": csrf]) { given, _ in given }, body)
    }
}

extension Site {
    func signIn(
        _ login: String, password: String = SampleAccounts.password, code: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        let code = code.map { #","code":"\#($0)""# } ?? ""
        return try await nobody.send(
            "POST", "/v1/session", headers.merging(["Content-Type": "application/json"]) { given, _ in given },
            Array(#"{"login":"\#(login)","password":"\#(password)"\#(code)}"#.utf8))
    }

    /// Someone of the sample people.
    func signedIn(_ login: String) async throws -> SignedIn {
        try SignedIn(self, try await signIn(login).expect(201))
    }
}
