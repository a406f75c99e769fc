/// One person's way to the provider and back. The browser holds the secret in a cookie; state, nonce and PKCE verifier are
/// derived from it, so the answer is good in that browser only, and the database, which knows the hash, can make none of
/// them.
public struct SingleSignOnAttempt: Hashable, Sendable {
    /// Seconds from going to the provider to coming back.
    public static let lifetime: Int64 = 600

    private let token: SessionToken

    public init() { token = SessionToken() }

    /// Nil if it cannot be one.
    public init?(_ text: String) {
        guard let token = SessionToken(text) else { return nil }
        self.token = token
    }

    /// For the browser alone.
    public var secret: String { token.text }
    /// What the database knows.
    public var hash: String { token.hash }

    public var state: String { derived("state") }
    public var nonce: String { derived("nonce") }
    /// 43 characters of those that RFC 7636 allows.
    public var verifier: String { derived("verifier") }
    /// S256 (RFC 7636, 4.2).
    public var challenge: String { Base64URL.encode(Digests.sha256(Array(verifier.utf8))) }

    public func isState(_ text: String) -> Bool { Digests.areEqual(Array(text.utf8), Array(state.utf8)) }
    func isNonce(_ text: String) -> Bool { Digests.areEqual(Array(text.utf8), Array(nonce.utf8)) }

    private func derived(_ purpose: String) -> String {
        Base64URL.encode(Digests.hmacSHA256(key: Array(secret.utf8), Array("onematter single sign-on \(purpose)".utf8)))
    }
}
