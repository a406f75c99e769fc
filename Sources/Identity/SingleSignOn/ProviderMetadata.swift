internal import FoundationEssentials

/// Where a provider is to be asked what (OpenID Connect Discovery 1.0, 3).
public struct ProviderMetadata: Hashable, Sendable {
    public let authorization: String
    public let token: String
    public let keys: String
    public let userInfo: String?
    /// Its answers name it in `iss` (RFC 9207).
    public let namesItself: Bool

    /// Where the provider of an issuer says this.
    public static func address(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// Throws unless it is the issuer's own, and every address in it is one that may be asked.
    public init(_ json: [UInt8], of issuer: String) throws(TokenFault) {
        guard let values = try? JSONDecoder().decode([String: ClaimValue].self, from: Data(json)) else {
            throw .malformed
        }
        guard values["issuer"]?.text == issuer else { throw .issuer }
        func address(_ name: String) throws(TokenFault) -> String? {
            guard let value = values[name] else { return nil }
            guard let text = value.text, WebAddress.isTrusted(text) else { throw .malformed }
            return text
        }
        guard let authorization = try address("authorization_endpoint"), let token = try address("token_endpoint"),
            let keys = try address("jwks_uri")
        else { throw .malformed }
        self.authorization = authorization
        self.token = token
        self.keys = keys
        userInfo = try address("userinfo_endpoint")
        namesItself = values["authorization_response_iss_parameter_supported"] == .flag(true)
    }

    /// Where to send a browser.
    public func authorization(of attempt: SingleSignOnAttempt, settings: SingleSignOnSettings) -> String {
        var fields = [
            ("response_type", "code"), ("client_id", settings.client), ("redirect_uri", settings.callback),
            ("scope", settings.scopes.joined(separator: " ")), ("state", attempt.state), ("nonce", attempt.nonce),
            ("code_challenge", attempt.challenge), ("code_challenge_method", "S256"),
        ]
        let contexts = settings.mapping.contexts.sorted()
        if !contexts.isEmpty { fields.append(("acr_values", contexts.joined(separator: " "))) }
        if let maxAge = settings.maxAge { fields.append(("max_age", "\(maxAge)")) }
        return authorization + (authorization.contains("?") ? "&" : "?") + WebAddress.form(fields)
    }
}
