public import MatterCore

/// The provider's word about who signed in (OpenID Connect Core 1.0, 2 and 3.1.3.7), after every check.
public struct IDToken: Sendable {
    public let claims: Claims

    /// Seconds by which clocks may differ, and seconds that a token may be old: it comes straight from the provider.
    static let skew: Int64 = 60
    static let longestAge: Int64 = 300

    /// - Parameter attempt: The sign-in that the token must answer.
    public init(
        _ token: SignedToken, keys: KeySet, settings: SingleSignOnSettings, attempt: SingleSignOnAttempt,
        at now: Instant
    ) async throws(TokenFault) {
        let claims = try await token.verified(by: keys, allowing: settings.algorithms)
        guard try claims.text("iss") == settings.issuer else { throw .issuer }
        // For us and for nobody else: whoever else it was made for could bring it here.
        guard claims["aud"]?.texts == [settings.client] else { throw .audience }
        if let party = claims["azp"], party != .text(settings.client) { throw .authorisedParty }
        let (issued, _) = try claims.requireInForce(at: now, skew: Self.skew)
        guard now.milliseconds - issued.milliseconds <= (Self.longestAge + Self.skew) * 1_000 else { throw .lifetime }
        if let maxAge = settings.maxAge {
            let signedIn = try claims.time("auth_time")
            guard now.milliseconds - signedIn.milliseconds <= (maxAge + Self.skew) * 1_000 else { throw .lifetime }
        }
        guard attempt.isNonce(try claims.text("nonce")) else { throw .nonce }
        guard ProvidedPerson.isSubject(try claims.text("sub")) else { throw .subject }
        self.claims = claims
    }

    /// The claims with those of the UserInfo endpoint. What the token says itself wins.
    public func joined(with userInfo: Claims) throws(TokenFault) -> Claims {
        // An answer about somebody else would lend this person the other's posts (OpenID Connect Core 1.0, 5.3.2).
        guard userInfo["sub"] == claims["sub"] else { throw .subject }
        return Claims(userInfo.values.merging(claims.values) { $1 })
    }
}
