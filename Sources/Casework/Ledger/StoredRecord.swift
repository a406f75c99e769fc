internal import Ledger
internal import MatterCore
internal import Postgres

/// The record of an event, rebuilt from the columns of `matter_event`. The body is taken as it is stored and not as the
/// program understands it, so nothing can be slipped in that the program would overlook.
struct StoredRecord {
    private let row: EventRow

    init(_ row: EventRow) { self.row = row }

    func record(body: CanonicalJSON) -> EventRecord {
        EventRecord(
            matter: row.matter, number: row.number, previous: row.previous, at: row.at.instant.description,
            by: Author(
                id: row.authorID, name: row.authorName, role: row.authorRole.rawValue,
                organisation: row.authorOrganisation.rawValue),
            onBehalfOf: Person(id: row.onBehalfOfID, name: row.onBehalfOfName).map { .init(id: $0.id, name: $0.name) },
            origin: RecordedOrigin(
                address: row.origin.address, channel: row.origin.channel, request: row.origin.request),
            kind: row.kind, body: body, matterVersion: row.matterVersion, assignment: row.assignment,
            assignmentVersion: row.assignmentVersion,
            workflow: .init(id: row.workflow.id, version: row.workflow.version, digest: row.workflow.digest),
            changes: row.changes.map { .init(subject: $0.subject, before: $0.before, after: $0.after) })
    }

    /// Rows of a matter's events with their numbers and their bodies as text, in order.
    static func select(_ matter: Int64) -> Query {
        let list = EventRow.columns.joined(separator: ", ")
        return """
            select number, row_to_json(row), body from (
                select \(raw: list) from matter_event where matter_id = \(matter)) as row
            order by row.number
            """
    }

    /// The row and its record, from a row of `select`.
    static func read(_ row: Row) throws -> (row: EventRow, record: EventRecord) {
        try Numbered(row).content.get()
    }

    /// What stands under a number, or why it cannot be read.
    struct Numbered {
        let number: Int
        let content: Result<(row: EventRow, record: EventRecord), any Error>

        init(_ row: Row) throws {
            number = try row.next()
            content = Result {
                let event = try row.json(EventRow.self)
                let body = try CanonicalJSON(parsing: row.next([UInt8].self))
                return (event, StoredRecord(event).record(body: body))
            }
        }
    }
}
