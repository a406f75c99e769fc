internal import Ledger
internal import MatterCore
internal import Postgres

/// Table `outage`.
struct OutageRow: TableRow {
    static let table = "outage"
    static let primaryKey = [CodingKeys.number]

    var number: Int64
    var court: OrganisationID?
    var from: StoredInstant
    var through: StoredInstant
    var reason: String
    var digest: String
    var declaredBy: String
    var declaredName: String
    var organisation: OrganisationID
    var declaredAt: StoredInstant
    var key: String
    var request: String

    enum CodingKeys: String, CodingKey, CaseIterable {
        case number, court
        case from = "from_at"
        case through = "through_at"
        case reason, digest
        case declaredBy = "declared_by"
        case declaredName = "declared_name"
        case organisation
        case declaredAt = "declared_at"
        case key, request
    }
}

extension OutageRow {
    static func all(_ db: borrowing Session) throws -> [OutageRow] {
        try db.query(select("order by number")).map { try $0.json() }
    }

    var outage: Outage {
        Outage(
            number: number, court: court, from: from.instant, through: through.instant, reason: reason,
            declaredBy: Person(id: declaredBy, name: declaredName), declaredAt: declaredAt.instant)
    }

    /// Whose outage it is, from which request. The digest is that of the canonical declaration, always SM3.
    init(_ outage: Outage, of organisation: OrganisationID, _ claim: IdempotencyClaim) throws {
        self.init(
            number: outage.number, court: outage.court, from: StoredInstant(outage.from),
            through: StoredInstant(outage.through), reason: outage.reason,
            digest: HashAlgorithm.sm3.hash(try CanonicalJSON(encoding: outage).bytes).hex,
            declaredBy: outage.declaredBy.id, declaredName: outage.declaredBy.name, organisation: organisation,
            declaredAt: StoredInstant(outage.declaredAt), key: claim.key, request: claim.digest)
    }
}
