internal import Ledger
internal import Postgres

/// A row about accounts that a statement changed: digests of all its columns before and after, for the access log.
struct ChangedRow {
    let before: String
    let after: String

    /// Changes the row with the key `id` that fits; nil if none does.
    init?(
        _ table: String, set change: Query, where condition: Query, _ algorithm: HashAlgorithm,
        _ db: borrowing Session
    ) throws {
        let rows = try db.query(
            """
            with old as (
                select id, row_to_json(\(raw: table)) as image from \(raw: table) where \(condition) for update)
            update \(raw: table) set \(change) from old where \(raw: table).id = old.id
            returning old.image, row_to_json(\(raw: table))
            """)
        guard let row = rows.first else { return nil }
        before = algorithm.hash(try CanonicalJSON(parsing: row.next([UInt8].self)).bytes).hex
        after = algorithm.hash(try CanonicalJSON(parsing: row.next([UInt8].self)).bytes).hex
    }
}
