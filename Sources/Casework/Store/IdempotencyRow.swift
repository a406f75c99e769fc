internal import MatterCore
internal import Postgres

/// Table `idempotency_key`.
struct IdempotencyRow: TableRow {
    static let table = "idempotency_key"
    static let primaryKey = [CodingKeys.organisation, .person, .key]

    var organisation: OrganisationID
    var person: String
    var key: String
    var digest: String
    var matter: Int64
    var outcome: StoredOutcome
    var createdAt: StoredInstant

    enum CodingKeys: String, CodingKey, CaseIterable {
        case organisation, person, key, digest
        case matter = "matter_id"
        case outcome
        case createdAt = "created_at"
    }
}

/// An outcome without its events, which are in the record already.
struct StoredOutcome: Codable {
    var version: Int
    var assignment: Outcome.Assignment?
    var firstEvent: Int
    var lastEvent: Int
}

/// Whose key it is: two people may choose the same.
struct IdempotencyOwner: Hashable {
    let organisation: OrganisationID
    let person: String
    let key: String

    init(_ principal: Principal, _ claim: IdempotencyClaim) {
        organisation = principal.organisation.id
        person = principal.id
        key = claim.key
    }

    init(_ row: IdempotencyRow) {
        organisation = row.organisation
        person = row.person
        key = row.key
    }
}

extension IdempotencyRow {
    init(
        _ owner: IdempotencyOwner, digest: String, matter: Int64, outcome: StoredOutcome, at now: Instant
    ) {
        self.init(
            organisation: owner.organisation, person: owner.person, key: owner.key, digest: digest, matter: matter,
            outcome: outcome, createdAt: StoredInstant(now))
    }

    static func select(_ owners: [IdempotencyOwner]) -> Query {
        select(
            """
            where (organisation, person, key) in (select * from unnest(
                \(owners.map(\.organisation.rawValue))::text[], \(owners.map(\.person))::text[],
                \(owners.map(\.key))::text[]))
            """)
    }
}
