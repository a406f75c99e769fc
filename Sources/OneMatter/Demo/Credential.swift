/// How someone in the demonstration shows who they are.
enum Credential: Hashable, Sendable, ExpressibleByStringLiteral {
    case bearer(String)
    /// As a browser does it: the cookie, and the token against forged requests.
    case session(cookie: String, csrf: String)

    init(stringLiteral token: String) { self = .bearer(token) }

    var headers: [String: String] {
        switch self {
        case .bearer(let token): ["Authorization": "Bearer \(token)"]
        case .session(let cookie, let csrf): ["Cookie": cookie, "X-CSRF-Token": csrf]
        }
    }
}
