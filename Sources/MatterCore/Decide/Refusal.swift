/// Why not. Says the rule, the facts that failed and what would fix it; the UI and the API show it as it is.
public struct Refusal: Error, Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Sendable {
        /// The command itself is malformed: nothing about the matter would make it right.
        case invalid
        /// The principal may not do this.
        case forbidden
        /// There is no such thing for this principal.
        case notFound = "not_found"
        /// The matter is not in a state that allows it.
        case conflict
        /// Someone changed the thing since the principal read it.
        case stale
    }

    public let kind: Kind
    /// Stable, kebab-case.
    public let code: String
    public let message: LocalText
    /// What would fix it.
    public let remedy: LocalText?
    public let basis: LegalBasis?
    /// JSON pointer into the command, where one field is at fault.
    public let pointer: String?
    public let unmet: [UnmetCondition]

    public init(
        _ kind: Kind, _ code: String, zh: String, en: String, remedy: LocalText? = nil, basis: LegalBasis? = nil,
        pointer: String? = nil, unmet: [UnmetCondition] = []
    ) {
        self.kind = kind
        self.code = code
        self.message = LocalText(zh: zh, en: en)
        self.remedy = remedy
        self.basis = basis
        self.pointer = pointer
        self.unmet = unmet
    }
}

/// A condition of a move that does not hold: what, who owes it, since when, under which article.
public struct UnmetCondition: Hashable, Codable, Sendable {
    /// `milestone`, `duty`, `instrument`, `procedure`, `stage`, `administrator`, `judge`, `filer`, `window`, `role`.
    public let kind: String
    /// The milestone, instrument kind, assignment number … that is missing.
    public let subject: String
    public let text: LocalText
    /// Roles that can bring it about.
    public let roles: [Role]
    /// The organisation that owes it, where one does.
    public let owedBy: OrganisationID?
    public let since: LegalDate?
    public let basis: LegalBasis?

    public init(
        kind: String, subject: String, text: LocalText, roles: [Role], owedBy: OrganisationID? = nil,
        since: LegalDate? = nil, basis: LegalBasis? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.text = text
        self.roles = roles
        self.owedBy = owedBy
        self.since = since
        self.basis = basis
    }
}
