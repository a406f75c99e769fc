/// Who acts: a person in one role for one organisation.
public struct Principal: Hashable, Codable, Sendable {
    /// Stable id of the person within the organisation.
    public let id: String
    public let name: String
    public let role: Role
    public let organisation: Organisation

    public init(id: String, name: String, role: Role, organisation: Organisation) {
        self.id = id
        self.name = name
        self.role = role
        self.organisation = organisation
    }

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
