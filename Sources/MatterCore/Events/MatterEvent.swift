/// An entry of the legal record: what happened, when, by whom. Events of a matter are numbered from 1.
public struct MatterEvent: Hashable, Codable, Sendable {
    public let number: Int
    public let at: Instant
    public let by: Author
    public let body: Body
    /// Version of the matter after the event.
    public let matterVersion: Int
    /// The assignment that the event is about, with its version after the event.
    public let assignment: Int?
    public let assignmentVersion: Int?

    public init(
        number: Int, at: Instant, by: Author, body: Body, matterVersion: Int, assignment: Int?,
        assignmentVersion: Int?
    ) {
        self.number = number
        self.at = at
        self.by = by
        self.body = body
        self.matterVersion = matterVersion
        self.assignment = assignment
        self.assignmentVersion = assignmentVersion
    }

    /// The person, the role and the organisation acted for, and for a deputy whose post it is.
    public struct Author: Hashable, Codable, Sendable {
        public let person: Person
        public let role: Role
        public let organisation: OrganisationID
        public let onBehalfOf: Person?

        public init(person: Person, role: Role, organisation: OrganisationID, onBehalfOf: Person? = nil) {
            self.person = person
            self.role = role
            self.organisation = organisation
            self.onBehalfOf = onBehalfOf
        }

        public init(_ principal: Principal) {
            self.init(
                person: principal.person, role: principal.role, organisation: principal.organisation.id,
                onBehalfOf: principal.onBehalfOf)
        }
    }
}
