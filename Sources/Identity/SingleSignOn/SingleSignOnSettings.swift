/// How people come in through an identity provider (OpenID Connect), as the operator configured it. The client's secret is
/// no part of it.
public struct SingleSignOnSettings: Hashable, Sendable {
    /// How the program proves itself at the provider's token endpoint.
    public enum ClientAuthentication: String, CaseIterable, Sendable {
        case basic = "client_secret_basic"
        case post = "client_secret_post"
        /// A public client: PKCE alone.
        case none
    }

    public var issuer: String
    public var client: String
    public var clientAuthentication = ClientAuthentication.basic
    /// Where the provider sends people back to: the address of `/v1/sso/callback` as browsers see it.
    public var callback: String
    public var scopes = ["openid", "profile"]
    public var algorithms: Set<SignatureAlgorithm> = [.rs256]
    /// Ask the provider's UserInfo endpoint for claims that its ID tokens leave out.
    public var asksUserInfo = false
    /// Seconds that a sign-in at the provider may be past; nil: as long as the provider lets it.
    public var maxAge: Int64?
    /// Where people land who were on their way to nowhere in particular.
    public var home = "/v1/session"
    /// File of the certificates that vouch for the provider; nil: those of the system.
    public var certificateAuthority: String?
    public var mapping: ClaimMapping

    public init(issuer: String, client: String, callback: String, mapping: ClaimMapping) {
        self.issuer = issuer
        self.client = client
        self.callback = callback
        self.mapping = mapping
    }
}
