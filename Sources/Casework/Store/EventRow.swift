internal import Ledger
internal import MatterCore
internal import Postgres

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
    var onBehalfOfID: String?
    var onBehalfOfName: String?
    var origin: Origin
    var kind: String
    var body: MatterEvent.Body
    var matterVersion: Int
    var assignment: Int?
    var assignmentVersion: Int?
    var workflow: WorkflowMark
    var changes: [RowChange]
    var previous: Digest
    var hash: Digest

    enum CodingKeys: String, CodingKey, CaseIterable {
        case matter = "matter_id"
        case number, at
        case authorID = "author_id"
        case authorName = "author_name"
        case authorRole = "author_role"
        case authorOrganisation = "author_organisation"
        case onBehalfOfID = "on_behalf_of_id"
        case onBehalfOfName = "on_behalf_of_name"
        case origin, kind, body
        case matterVersion = "matter_version"
        case assignment
        case assignmentVersion = "assignment_version"
        case workflow, changes, previous, hash
    }
}

extension EventRow {
    /// The event as the next link of the matter's chain.
    init(
        _ event: MatterEvent, of matter: Int64, after previous: Digest, changes: [RowChange], _ seal: Seal
    ) throws {
        self.init(
            matter: matter, number: event.number, at: StoredInstant(event.at), authorID: event.by.person.id,
            authorName: event.by.person.name, authorRole: event.by.role, authorOrganisation: event.by.organisation,
            onBehalfOfID: event.by.onBehalfOf?.id, onBehalfOfName: event.by.onBehalfOf?.name, origin: seal.origin,
            kind: event.body.kind, body: event.body, matterVersion: event.matterVersion, assignment: event.assignment,
            assignmentVersion: event.assignmentVersion, workflow: seal.workflow, changes: changes,
            previous: previous, hash: .zero)
        let record = try StoredRecord(self).record(body: CanonicalJSON(encoding: event.body))
        hash = seal.algorithm.hash(record.canonical.bytes)
    }

    var event: MatterEvent {
        MatterEvent(
            number: number, at: at.instant,
            by: .init(
                person: Person(id: authorID, name: authorName), role: authorRole, organisation: authorOrganisation,
                onBehalfOf: Person(id: onBehalfOfID, name: onBehalfOfName)),
            body: body, matterVersion: matterVersion, assignment: assignment, assignmentVersion: assignmentVersion)
    }

    /// Inserts events, and announces them to the sequencer with who receives them: one delivery an event.
    static func record(_ rows: [EventRow], _ deliveries: [FeedDelivery]) throws -> Query {
        let feeds = try deliveries.map { try JSONText($0).postgresText }
        return """
            with recorded as (\(try insert(rows)) returning matter_id, number, hash)
            insert into ledger_pending (matter_id, number, hash, feed)
            select matter_id, number, hash, feed::jsonb from recorded
            join unnest(\(rows.map(\.matter))::bigint[], \(rows.map(\.number))::integer[], \(feeds)::text[])
                as delivery (matter_id, number, feed) using (matter_id, number)
            order by matter_id, number
            """
    }
}

extension Person {
    /// Two columns that are both there or both not.
    init?(id: String?, name: String?) {
        guard let id, let name else { return nil }
        self.init(id: id, name: name)
    }
}
