public import Identity
public import MatterCore

/// How people sign in here.
public struct IdentitySettings: Sendable {
    /// An embedded database with sample data on a loopback address: the published sample password is good.
    public var isSampleMode = false
    /// Who acts in one of these roles needs a second factor.
    public var secondFactorRoles: Set<Role> = []
    /// Seals the secrets of second factors; without it nobody can set one up.
    public var secrets: SecretBox?
    /// How slow a password is.
    public var cost = PasswordCost.standard
    /// Seconds without a request after which a session ends.
    public var idle: Int64 = 30 * 60
    /// Seconds after which a session ends in any case.
    public var lifetime: Int64 = 12 * 3_600

    public init() {}
}

extension IdentitySettings {
    /// Seconds that a one-time password is good for.
    static let oneTimeLifetime: Int64 = 7 * 86_400
    /// Seconds after coming from a provider in which a person may do what others give their password for.
    static let freshness: Int64 = 10 * 60
    /// Seconds that an address counts as known after a sign-in.
    static let addressMemory: Int64 = 30 * 86_400
    /// A session is noted as seen at most once in this many seconds, so that a request rarely writes.
    static let seenResolution: Int64 = 60
}
