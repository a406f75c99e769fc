/// Who acts: a person in one role for one organisation, perhaps on behalf of another, and from where.
public struct Principal: Hashable, Codable, Sendable {
    /// Stable id of the person within the organisation.
    public let id: String
    public let name: String
    public let role: Role
    public let organisation: Organisation
    /// The holder of the post, when the one who acts is the deputy.
    public let onBehalfOf: Person?
    public let origin: Origin

    public init(
        id: String, name: String, role: Role, organisation: Organisation, onBehalfOf: Person? = nil,
        origin: Origin = .unknown
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.organisation = organisation
        self.onBehalfOf = onBehalfOf
        self.origin = origin
    }

    /// Id of the person whose post it is: assigned judges and panels are compared with this one, because a deputy does
    /// what the holder may do.
    public var holder: String { onBehalfOf?.id ?? id }

    public var person: Person { Person(id: id, name: name) }
}

/// A person as named in a matter.
public struct Person: Hashable, Codable, Sendable {
    public let id: String
    public let name: String

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}
