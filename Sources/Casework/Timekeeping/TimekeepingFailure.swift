internal import MatterCore
internal import Postgres

/// A matter to which time could not be applied. It rests for a while, twice as long after each failure, and holds nothing
/// else up.
public struct TimekeepingFailure: Hashable, Sendable {
    public let matter: Int64
    /// The kind of error, without what it quotes: debtors' data stays out of this table.
    public let kind: String

    init(matter: Int64, kind: String) {
        self.matter = matter
        self.kind = kind
    }

    init(matter: Int64, _ error: any Error) {
        let kind =
            switch error {
            case let refusal as Refusal: "refused \(refusal.code)"
            case let error as PostgresError:
                ["database \(error.code)", error.sqlState, error.constraint].compactMap(\.self).joined(separator: " ")
            default: "\(type(of: error))"
            }
        self.init(matter: matter, kind: kind)
    }

    /// A minute after the first failure, at most a day.
    func recorded(at now: Instant) -> Query {
        """
        insert into timekeeping_failure as old (matter_id, attempts, kind, failed_at, next_try_at)
        values (\(matter), 1, \(kind.storable), \(now.sql), \(now.sql) + interval '1 minute')
        on conflict on constraint timekeeping_failure_key do update set
            attempts = old.attempts + 1, kind = excluded.kind, failed_at = excluded.failed_at,
            next_try_at = excluded.failed_at
                + least(interval '1 minute' * power(2, least(old.attempts, 11)), interval '1 day')
        """
    }

    func record(_ casework: Casework, at now: Instant) async throws(CaseworkError) {
        try await casework.writing(as: .service) { (db: borrowing Session) in db.onCommit(recorded(at: now)) }
    }

    static func forget(_ matters: [Int64]) -> Query {
        "delete from timekeeping_failure where matter_id = any(\(matters))"
    }

    static func count(_ casework: Casework) async throws(CaseworkError) -> Int {
        try await casework.reading(as: .service) { (db: borrowing Session) in
            try db.query("select count(*) from timekeeping_failure").first?.next(Int.self) ?? 0
        }
    }
}
