public import MatterCore

/// Something that is on record though it changed no matter: who looked, who signed in, who was refused.
public struct AccessEntry: Hashable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case signIn = "sign_in"
        case signInFailed = "sign_in_failed"
        case signOut = "sign_out"
        /// A read or an act that was refused, or that was answered as if nothing were there.
        case denial
        /// Data of a matter went to somebody outside the court and the administrator in office.
        case disclosure
        /// The court or the administrator in office looked.
        case view
        case export
        /// Definitions, posts, keys, clients.
        case configurationChange = "configuration_change"
    }

    /// Who it was, as far as that is known.
    public struct Author: Hashable, Sendable {
        public let person: Person
        public let role: Role?
        public let organisation: OrganisationID?

        public init(person: Person, role: Role?, organisation: OrganisationID?) {
            self.person = person
            self.role = role
            self.organisation = organisation
        }
    }

    public var at: Instant
    public var kind: Kind
    public var by: Author?
    public var onBehalfOf: Person?
    public var origin: Origin
    /// What was read, tried or changed: a route such as `GET /v1/matters/{matter}`, `duty/3`, `post 12`. Never content.
    public var subject: String
    /// Why: the duty or purpose and its legal ground, or the code of the refusal.
    public var ground: String?
    /// The matters whose data were concerned.
    public var matters: [Int64]
    /// More than 1 if equal entries of a minute were counted together.
    public var occurrences: Int
    /// Further facts, such as the fields that were disclosed. Whole numbers and texts; no fractions.
    public var detail: [String: JSONValue]

    public init(
        _ kind: Kind, at: Instant, by: Author?, onBehalfOf: Person? = nil, origin: Origin, subject: String,
        ground: String? = nil, matters: [Int64] = [], occurrences: Int = 1, detail: [String: JSONValue] = [:]
    ) {
        self.at = at
        self.kind = kind
        self.by = by
        self.onBehalfOf = onBehalfOf
        self.origin = origin
        self.subject = subject
        self.ground = ground
        self.matters = matters
        self.occurrences = occurrences
        self.detail = detail
    }

    /// What a principal did or tried.
    public init(
        _ kind: Kind, at: Instant, by principal: Principal, subject: String, ground: String? = nil,
        matters: [Int64] = [], detail: [String: JSONValue] = [:]
    ) {
        self.init(
            kind, at: at,
            by: Author(person: principal.person, role: principal.role, organisation: principal.organisation.id),
            onBehalfOf: principal.onBehalfOf, origin: principal.origin, subject: subject, ground: ground,
            matters: matters, detail: detail)
    }
}
