internal import MatterCore

/// Table `matter_event`.
struct EventRow: TableRow {
    static let table = "matter_event"
    static let primaryKey = [CodingKeys.matter, .number]

    var matter: Int64
    var number: Int
    var at: StoredInstant
    var authorID: String
    var authorName: String
    var authorRole: Role
    var authorOrganisation: OrganisationID
    var kind: String
    var body: MatterEvent.Body
    var matterVersion: Int
    var assignment: Int?
    var assignmentVersion: Int?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case matter = "matter_id"
        case number, at
        case authorID = "author_id"
        case authorName = "author_name"
        case authorRole = "author_role"
        case authorOrganisation = "author_organisation"
        case kind, body
        case matterVersion = "matter_version"
        case assignment
        case assignmentVersion = "assignment_version"
    }
}

extension EventRow {
    init(_ event: MatterEvent, of matter: Int64) {
        self.init(
            matter: matter, number: event.number, at: StoredInstant(event.at), authorID: event.by.person.id,
            authorName: event.by.person.name, authorRole: event.by.role, authorOrganisation: event.by.organisation,
            kind: event.body.kind, body: event.body, matterVersion: event.matterVersion, assignment: event.assignment,
            assignmentVersion: event.assignmentVersion)
    }

    var event: MatterEvent {
        MatterEvent(
            number: number, at: at.instant,
            by: .init(
                person: Person(id: authorID, name: authorName), role: authorRole, organisation: authorOrganisation),
            body: body, matterVersion: matterVersion, assignment: assignment, assignmentVersion: assignmentVersion)
    }
}
