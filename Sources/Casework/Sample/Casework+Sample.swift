internal import MatterCore
internal import Postgres

extension Casework {
    /// Loads the sample organisations; those that are there already stay as they are.
    public func loadSampleOrganisations() async throws {
        guard let workflow else { throw CaseworkError.failed("no published workflow is valid today") }
        let rows = SampleOrganisations.all(agencies: workflow.content.agencies).map {
            OrganisationRow($0, isSample: true)
        }
        _ = try await writing(as: .directory) { (db: borrowing Session) in
            try db.execute("\(try OrganisationRow.insert(rows)) on conflict on constraint organisation_key do nothing")
        }
    }

    /// Whether there is anybody who could act.
    public func hasOrganisations() async throws(CaseworkError) -> Bool {
        try await reading(as: .directory) { (db: borrowing Session) in
            try db.query("select exists (select from organisation)").first?.next(Bool.self) ?? false
        }
    }
}
