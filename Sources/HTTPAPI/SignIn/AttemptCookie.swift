import HTTPTypes
import Hummingbird
import Identity

/// The cookie of somebody who is on the way to the identity provider and back. `SameSite=Lax`, because the way back begins
/// at the provider's site, and a strict cookie would stay away. It opens nothing by itself, and is gone after ten minutes.
enum AttemptCookie {
    static func name(isSecure: Bool) -> String { isSecure ? "__Host-onematter-sso" : "onematter-sso" }

    static func header(_ attempt: SingleSignOnAttempt, isSecure: Bool) -> String {
        "\(name(isSecure: isSecure))=\(attempt.secret); Max-Age=\(SingleSignOnAttempt.lifetime); \(attributes(isSecure))"
    }

    static func removal(isSecure: Bool) -> String {
        "\(name(isSecure: isSecure))=; Max-Age=0; \(attributes(isSecure))"
    }

    static func attempt(of request: Request, isSecure: Bool) -> SingleSignOnAttempt? {
        request.onlyCookie(name(isSecure: isSecure)).flatMap { SingleSignOnAttempt($0) }
    }

    private static func attributes(_ isSecure: Bool) -> String {
        "Path=/; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }
}

extension Request {
    /// The value of a cookie; nil if there is none, or two: one of them was planted.
    func onlyCookie(_ name: String) -> String? {
        let values = headers[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            return parts.count == 2 && parts[0].trimmingPrefix(while: { $0 == " " }) == name ? String(parts[1]) : nil
        }
        return values.count == 1 ? values[0] : nil
    }
}
