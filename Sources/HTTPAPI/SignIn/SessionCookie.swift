import Casework
import HTTPTypes
import Hummingbird
import Identity

/// The cookie of a session. `SameSite=Strict`: no request that another site starts carries it. Following a link from
/// elsewhere therefore looks like not signed in until the page asks for itself; for an office application that is a
/// small price for one more lock beside the token against forged requests. `SignInPage` says how single sign-on goes with it.
struct SessionCookie: SignInWay {
    let casework: Casework

    /// The prefix makes browsers take the cookie only over TLS, for this host alone and for all of it.
    static func name(isSecure: Bool) -> String { isSecure ? "__Host-onematter" : "onematter" }

    static func header(_ token: SessionToken, isSecure: Bool) -> String {
        "\(name(isSecure: isSecure))=\(token.text); \(attributes(isSecure))"
    }

    static func removal(isSecure: Bool) -> String {
        "\(name(isSecure: isSecure))=; Max-Age=0; \(attributes(isSecure))"
    }

    private static func attributes(_ isSecure: Bool) -> String {
        "Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }

    /// The token of the request; nil if there is none, or two: one of them was planted.
    static func token(of request: Request, isSecure: Bool) -> SessionToken? {
        request.onlyCookie(name(isSecure: isSecure)).flatMap { SessionToken($0) }
    }

    func caller(_ request: Request, _ context: APIContext) async throws -> SignedInCaller? {
        guard let token = Self.token(of: request, isSecure: context.isSecure) else { return nil }
        let origin = context.origin(channel: "session")
        guard let session = try await casework.session(of: token, origin: origin) else {
            throw Problem.unauthorized(
                "session-ended", en: "The session has ended: sign in again.", zh: "会话已结束，请重新登录。")
        }
        if ![.get, .head].contains(request.method) {
            try ForgedRequest.check(request)
            guard let given = request.headers[.csrfToken], token.isCSRF(given) else { throw Problem.csrf }
        }
        return SignedInCaller(session: session)
    }

    /// An open stream is no sign of life: a session that is not used otherwise ends for idleness.
    func callerStill(_ request: Request, _ context: APIContext) async throws -> SignedInCaller? {
        guard let token = Self.token(of: request, isSecure: context.isSecure) else { return nil }
        let session = try await casework.session(of: token, origin: context.origin(channel: "session"), isSeen: false)
        return session.map { SignedInCaller(session: $0) }
    }
}

/// Tells requests that another site made a browser send.
enum ForgedRequest {
    /// A page elsewhere may hold a link to the sign-in; it may not begin one by itself, and not in a frame.
    static func checkNavigation(_ request: Request) throws {
        guard let site = request.headers[.secFetchSite], !["same-origin", "none"].contains(site) else { return }
        guard request.headers[.secFetchUser] == "?1", request.headers[.secFetchDest] == "document" else {
            throw Problem(
                .forbidden, "sso-not-asked-for", en: "Another site began this sign-in: begin it yourself.",
                zh: "该登录由其他网站发起，请自行登录。")
        }
    }

    static func check(_ request: Request) throws {
        if let site = request.headers[.secFetchSite], !["same-origin", "none"].contains(site) { throw Problem.csrf }
        if let origin = request.headers[.origin] {
            let host = origin.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first.map(String.init)
            guard let host, host == request.head.authority else { throw Problem.csrf }
        }
    }
}

extension Problem {
    static var csrf: Problem {
        Problem(
            .forbidden, "csrf",
            en: "Send the session's csrfToken in X-CSRF-Token, from the site that was signed in to.",
            zh: "请在 X-CSRF-Token 中提供会话的 csrfToken，并从登录的站点发出请求。")
    }
}
