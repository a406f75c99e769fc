internal import Ledger
internal import MatterCore
internal import Postgres

/// Table `access_entry`, without the id that the database gives.
struct AccessRow: TableRow, Equatable {
    static let table = "access_entry"
    static let primaryKey: [CodingKeys] = []

    var at: StoredInstant
    var kind: AccessEntry.Kind
    var personID: String?
    var personName: String?
    var role: Role?
    var organisation: OrganisationID?
    var onBehalfOfID: String?
    var onBehalfOfName: String?
    var origin: Origin
    var subject: String
    var ground: String?
    var matters: [Int64]
    var occurrences: Int
    var detail: [String: JSONValue]
    var hash: Digest

    enum CodingKeys: String, CodingKey, CaseIterable {
        case at, kind
        case personID = "person_id"
        case personName = "person_name"
        case role, organisation
        case onBehalfOfID = "on_behalf_of_id"
        case onBehalfOfName = "on_behalf_of_name"
        case origin, subject, ground, matters, occurrences, detail, hash
    }
}

extension AccessRow {
    init(_ entry: AccessEntry, _ algorithm: HashAlgorithm) throws {
        at = StoredInstant(entry.at)
        kind = entry.kind
        personID = entry.by?.person.id.storable
        personName = entry.by?.person.name.storable
        role = entry.by?.role
        organisation = entry.by?.organisation
        onBehalfOfID = entry.onBehalfOf?.id
        onBehalfOfName = entry.onBehalfOf?.name
        origin = entry.origin
        subject = entry.subject.storable
        ground = entry.ground?.storable
        matters = entry.matters
        occurrences = entry.occurrences
        detail = entry.detail
        hash = .zero
        hash = algorithm.hash(try record(detail: CanonicalJSON(encoding: detail)).canonical.bytes)
    }

    /// What the hash is over. The details are taken as they are stored.
    func record(detail: CanonicalJSON) -> AccessRecord {
        AccessRecord(
            at: at.instant.description, kind: kind.rawValue,
            by: Person(id: personID, name: personName).map {
                Author(id: $0.id, name: $0.name, role: role?.rawValue, organisation: organisation?.rawValue)
            },
            onBehalfOf: Person(id: onBehalfOfID, name: onBehalfOfName).map { .init(id: $0.id, name: $0.name) },
            origin: RecordedOrigin(address: origin.address, channel: origin.channel, request: origin.request),
            subject: subject, ground: ground, matters: matters, occurrences: occurrences, detail: detail)
    }

    /// Inserts entries, and announces them to the sequencer.
    ///
    /// The numbers are taken first: whoever adds to the log may not read it, not even what was just added.
    static func record(_ rows: [AccessRow]) throws -> Query {
        let list = columns.joined(separator: ", ")
        return """
            with numbered as materialized (
                select nextval(pg_get_serial_sequence('access_entry', 'id')) as number, entry.*
                from json_populate_recordset(null::access_entry, \(try JSONText(rows))) as entry),
            recorded as (
                insert into access_entry (id, \(raw: list)) overriding system value
                select number, \(raw: list) from numbered),
            named as (
                insert into access_entry_matter (entry, matter_id, at, organisation)
                select distinct number, named, at, organisation from numbered cross join unnest(matters) as named)
            insert into ledger_pending (entry, hash) select number, hash from numbered order by number
            """
    }
}

extension String {
    /// Strangers send names too, and PostgreSQL's text holds no zero byte.
    var storable: String { String(unicodeScalars.filter { $0 != "\0" }.prefix(500).map(Character.init)) }
}
