public import Identity
public import MatterCore

/// Someone who is signed in.
public struct SessionState: Sendable {
    /// Names the session in lists; it opens nothing.
    public let id: String
    public let person: Person
    public let login: String
    /// `session` for a local account, `sso` for a provider.
    public let channel: String
    public let hasSecondFactor: Bool
    /// In which post the person acts; nil until one is chosen, or when it is over.
    public let acting: Principal?
    public let post: Int64?
    /// Set if the post is another's, and the person its deputy.
    public let deputyship: Int64?
    /// What must be done before anything else.
    public let restriction: SessionRestriction?
    public let lastSeenAt: Instant
    public let idleUntil: Instant
    public let expiresAt: Instant
}

/// Why a session is good for little yet.
public enum SessionRestriction: String, Sendable {
    /// The password is a one-time password.
    case password = "password-change-required"
    /// The role asks for a second factor.
    case secondFactor = "second-factor-required"
    case post = "post-required"
}

/// A session just begun or given a new token.
public struct NewSession: Sendable {
    /// For the owner alone; the database knows its hash.
    public let token: SessionToken
    public let state: SessionState
    public let choices: [PostChoice]
}

/// A post that a person may act in: the own, or another's as deputy.
public struct PostChoice: Codable, Hashable, Sendable {
    public let post: Int64
    public let deputyship: Int64?
    public let role: Role
    public let organisation: NamedOrganisation
    public let onBehalfOf: Person?
    /// Last day; nil: open end.
    public let until: LegalDate?
}
