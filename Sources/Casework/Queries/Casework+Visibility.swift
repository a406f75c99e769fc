internal import MatterCore
internal import Postgres

extension Casework {
    func requireVisible(_ matter: Int64, to principal: Principal) async throws(CaseworkError) {
        try await reading(as: .reader(principal, of: matter)) { (db: borrowing Session) in
            try Visibility.require(matter, to: principal, db)
        }
    }
}

extension Visibility {
    /// Throws unless the principal may read the matter. Absent and hidden look the same.
    static func require(_ matter: Int64, to principal: Principal, _ db: borrowing Session) throws {
        let rows = try db.query("select from matter where matter.id = \(matter) and \(clause(principal))")
        guard !rows.isEmpty else { throw CaseworkError.matterNotFound }
    }
}
