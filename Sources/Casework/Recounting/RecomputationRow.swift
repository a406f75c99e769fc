internal import MatterCore
internal import Postgres

/// Table `recomputation`: a change of the calendar, and how far its dates are counted again.
struct RecomputationRow: TableRow {
    static let table = "recomputation"
    static let primaryKey = [CodingKeys.number]

    var number: Int64
    var mark: Int64
    var sources: [String]
    var begunAt: StoredInstant
    var finishedAt: StoredInstant?
    var countings: Int64
    var moved: Int64

    enum CodingKeys: String, CodingKey, CaseIterable {
        case number, mark, sources
        case begunAt = "begun_at"
        case finishedAt = "finished_at"
        case countings, moved
    }
}

extension RecomputationRow {
    static func all(_ db: borrowing Session) throws -> [RecomputationRow] {
        try db.query(select("order by number")).map { try $0.json() }
    }

    /// The one of the calendar as it stands; begun if no server has begun it yet.
    static func current(_ db: borrowing Session, at now: Instant) throws -> RecomputationRow {
        let state = try CalendarState(db)
        let rows = try all(db)
        if let row = rows.first(where: { $0.mark == state.mark }) { return row }
        let known = Set(rows.flatMap(\.sources))
        let sources = state.sources.filter { !known.contains($0) }
        try db.execute(
            """
            insert into recomputation (mark, sources, begun_at, countings, moved)
            values (\(state.mark), \(sources), \(now.sql), 0, 0)
            on conflict on constraint recomputation_mark_once do nothing
            """)
        guard let row = try db.query(select("where mark = \(state.mark)")).first else {
            throw CaseworkError.failed("a recomputation was not begun")
        }
        return try row.json()
    }

    /// Nothing is left to count. What moved is counted in the record.
    func finish(_ countings: Int, _ db: borrowing Session, at now: Instant) throws {
        try db.execute(
            """
            update recomputation set finished_at = \(now.sql), countings = \(countings),
                moved = (select count(*) from matter_event where calendar = any(\(sources)))
            where mark = \(mark) and finished_at is null
            """)
    }
}
