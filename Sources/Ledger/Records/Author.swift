/// Who acted, as a record names them: the person, and what they acted as.
public struct Author: Sendable {
    public var id: String
    public var name: String
    public var role: String?
    public var organisation: String?

    public init(id: String, name: String, role: String?, organisation: String?) {
        self.id = id
        self.name = name
        self.role = role
        self.organisation = organisation
    }

    public struct Reference: Sendable {
        public var id: String
        public var name: String

        public init(id: String, name: String) {
            self.id = id
            self.name = name
        }

        var canonical: CanonicalJSON { .object(["id": .text(id), "name": .text(name)]) }
    }

    var canonical: CanonicalJSON {
        .object([
            "id": .text(id), "name": .text(name), "role": role.map { .text($0) },
            "organisation": organisation.map { .text($0) },
        ])
    }
}
