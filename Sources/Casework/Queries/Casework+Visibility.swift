internal import MatterCore
internal import Postgres

extension Casework {
    /// For who is about to write: nothing is shown.
    func requireVisible(_ matter: Int64, to principal: Principal) async throws(CaseworkError) {
        try await reading(as: .reader(principal, of: matter)) { (db: borrowing Session) in
            _ = try Visibility.require(matter, to: principal, db)
        }
    }
}

extension Visibility {
    /// Throws unless the principal may read the matter. Absent and hidden look the same.
    ///
    /// - Returns: What the access log tells of it.
    static func require(
        _ matter: Int64, to principal: Principal, _ db: borrowing Session
    ) throws -> Shown.Matter {
        let rows = try db.query(
            """
            select \(Shown.json(for: principal)) from matter where matter.id = \(matter) and \(clause(principal))
            """)
        guard let row = rows.first else { throw CaseworkError.matterNotFound }
        return try row.json()
    }
}
