internal import Ledger
public import MatterCore
internal import Postgres

/// An entry of the record as people read it.
public struct EventView: Codable, Hashable, Sendable {
    public let number: Int
    public let at: String
    public let kind: String
    public let by: MatterEvent.Author
    public let matterVersion: Int
    public let assignment: Int?
    public let assignmentVersion: Int?
    public let payload: JSONValue
    /// Hash of the record, the link of the matter's chain.
    public let hash: String?

    public init(_ event: MatterEvent, hash: String? = nil) throws {
        self.hash = hash
        number = event.number
        at = event.at.description
        kind = event.body.kind
        by = event.by
        matterVersion = event.matterVersion
        assignment = event.assignment
        assignmentVersion = event.assignmentVersion
        // The outer key is the kind once more.
        let body = try JSONValue(plain: event.body)
        guard case .object(let cases) = body, cases.count == 1, let content = cases.first?.value else {
            payload = body
            return
        }
        payload = content
    }
}

extension Casework {
    /// The record of a matter, oldest first, one page; of one assignment if a number is given.
    public func history(
        of matter: Int64, assignment: Int? = nil, page: PageRequest, by principal: Principal
    ) async throws(CaseworkError) -> Page<EventView> {
        try page.requireSize()
        let list = HistoryList(matter: matter, assignment: assignment)
        return try await showing("listEvents", to: principal, of: matter) { (db: borrowing Session) in
            let shown = try Visibility.require(matter, to: principal, db)
            let last = try Cursor(page, of: list)?.ids.first ?? 0
            let about: Query = assignment.map { EventStore.about($0, of: matter) } ?? "true"
            let rows = try Cursor.guarding(page) {
                try db.query(
                    EventRow.select(
                        """
                        where matter_id = \(matter) and number > \(last) and \(about) and \(Visibility.events(principal))
                        order by number limit \(page.size + 1)
                        """))
            }
            let events = try rows.prefix(page.size).map { row in
                let row = try row.json(EventRow.self)
                return try EventView(row.event, hash: row.hash.hex)
            }
            let next = rows.count > page.size ? events.last.map { Int64($0.number) } : nil
            return (
                Page(items: events, next: next.map { Cursor(key: "", ids: [$0], of: list).text }), Shown(shown)
            )
        }
    }
}

private struct HistoryList: Encodable {
    let matter: Int64
    let assignment: Int?
}
