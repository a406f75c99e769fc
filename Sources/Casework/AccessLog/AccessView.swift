internal import Ledger
public import MatterCore
internal import Postgres

/// An entry of the access log as people read it: what the reader may know of it.
public struct AccessView: Codable, Hashable, Sendable {
    public struct Author: Codable, Hashable, Sendable {
        public let id: String
        public let name: String
        public let role: Role?
        public let organisation: OrganisationID?
    }

    public let id: Int64
    public let at: String
    public let kind: AccessEntry.Kind
    /// Nil: nobody was signed in, or it was the program itself.
    public let by: Author?
    public let onBehalfOf: Person?
    /// From where: for the person and for auditors.
    public let address: String?
    public let channel: String?
    public let request: String?
    /// The operation of the API, or what was changed.
    public let subject: String
    public let ground: String?
    /// Those of the entry's matters that the reader may know of.
    public let matters: [Int64]
    public let occurrences: Int
    public let detail: [String: JSONValue]
    /// Hash of the whole record, which stands in the ledger, and its place there; nil for a moment.
    public let hash: String
    public let position: Int64?
}

/// An entry with what a reader may know of it.
struct AccessLine: Decodable {
    /// Columns beside those of the table.
    private struct Beside: Decodable {
        let id: Int64
        let position: Int64?
        let visible: [Int64]
    }

    let row: AccessRow
    let id: Int64
    private let position: Int64?
    let visible: [Int64]

    init(from decoder: any Decoder) throws {
        row = try AccessRow(from: decoder)
        let beside = try Beside(from: decoder)
        id = beside.id
        position = beside.position
        visible = beside.visible
    }

    /// JSON of a line for the row `access_entry`.
    ///
    /// - Parameter visible: An array of the matters that the reader may know of.
    static func json(visible: Query) -> Query {
        let columns = AccessRow.columns.map { "access_entry.\($0)" }.joined(separator: ", ")
        return """
            (select row_to_json(line) from (select access_entry.id, \(raw: columns), \(visible) as visible,
                (select position from ledger_leaf where ledger_leaf.entry = access_entry.id) as position) as line)
            """
    }

    /// What the person did, or a deputy did for the person.
    func isOwn(_ principal: Principal) -> Bool {
        let id = principal.id.storable
        let isHere = row.organisation == principal.organisation.id
        return (row.personID == id && (isHere || row.organisation == nil)) || (row.onBehalfOfID == id && isHere)
    }

    func view(for principal: Principal) -> AccessView {
        let isOwn = isOwn(principal)
        let known = isOwn ? row.matters : visible
        let isWhole = Set(known) == Set(row.matters)
        let detail = isWhole ? row.detail : row.detail.only(Set(known))
        let showsOrigin = isOwn || principal.role == .auditor
        return AccessView(
            id: id, at: row.at.instant.description, kind: row.kind,
            by: Person(id: row.personID, name: row.personName).map {
                .init(id: $0.id, name: $0.name, role: row.role, organisation: row.organisation)
            },
            onBehalfOf: Person(id: row.onBehalfOfID, name: row.onBehalfOfName),
            address: showsOrigin ? row.origin.address : nil, channel: showsOrigin ? row.origin.channel : nil,
            request: showsOrigin ? row.origin.request : nil, subject: row.subject,
            // The text names the grounds of all the matters.
            ground: isWhole || row.kind != .disclosure ? row.ground : nil, matters: known.sorted(),
            occurrences: row.occurrences, detail: detail, hash: row.hash.hex, position: position)
    }
}

extension [String: JSONValue] {
    /// The detail of a disclosure for some of its matters: what was shown of them, and the grounds of that.
    fileprivate func only(_ matters: Set<Int64>) -> [String: JSONValue] {
        guard case .array(let shown)? = self["shown"] else { return self }
        let kept = shown.filter { line in
            guard case .object(let members) = line, case .integer(let matter)? = members["matter"] else { return false }
            return matters.contains(matter)
        }
        var detail = self
        detail["shown"] = .array(kept)
        if case .array(let grounds)? = self["grounds"] {
            let duties = Set(kept.flatMap(\.duties))
            detail["grounds"] = .array(grounds.filter { duties.isSuperset(of: $0.duties) })
        }
        return detail
    }
}

extension JSONValue {
    /// Duties that a line or a ground names, each under its definition.
    fileprivate var duties: [[JSONValue]] {
        guard case .object(let members) = self else { return [] }
        let workflow = members["workflow"] ?? .null
        if let duty = members["duty"] { return [[workflow, duty]] }
        guard case .array(let duties)? = members["duties"] else { return [] }
        return duties.compactMap { duty in
            guard case .object(let members) = duty else { return nil }
            return [workflow, members["duty"] ?? .null]
        }
    }
}
