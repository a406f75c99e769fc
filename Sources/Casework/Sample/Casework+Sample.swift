internal import Identity
internal import MatterCore
internal import Postgres

extension Casework {
    /// Loads the sample organisations and their people; those that are there already stay as they are.
    public func loadSampleOrganisations() async throws {
        guard let workflow else { throw CaseworkError.failed("no published workflow is valid today") }
        let organisations = SampleOrganisations.all(agencies: workflow.content.agencies)
        let rows = organisations.map { OrganisationRow($0, isSample: true) }
        let cost = identity.cost
        let hash = try await hashing { PasswordHash(of: SampleAccounts.password, cost: cost).text }
        let now = clock()
        _ = try await writing(as: .directory) { (db: borrowing Session) in
            try db.execute("\(try OrganisationRow.insert(rows)) on conflict on constraint organisation_key do nothing")
            try SampleAccounts.load(organisations, hash: hash, at: now, db)
        }
    }

    /// Whether there is anybody who could act.
    public func hasOrganisations() async throws(CaseworkError) -> Bool {
        try await reading(as: .directory) { (db: borrowing Session) in
            try db.query("select exists (select from organisation)").first?.next(Bool.self) ?? false
        }
    }
}
