internal import MatterCore
internal import Postgres

/// Reads the record of matters.
enum EventStore {
    static func events(
        of matter: Int64, from first: Int, through last: Int, _ db: borrowing Session
    ) throws -> [MatterEvent] {
        try db.query(
            EventRow.select(
                """
                where matter_id = \(matter) and number between \(first) and \(last)
                order by number
                """)
        ).map { try $0.json(EventRow.self).event }
    }

    /// The newest events that fit, oldest first.
    static func newest(
        _ limit: Int, of matter: Int64, where condition: Query, _ db: borrowing Session
    ) throws -> [MatterEvent] {
        try db.query(
            EventRow.select("where matter_id = \(matter) and \(condition) order by number desc limit \(limit)")
        ).map { try $0.json(EventRow.self).event }.reversed()
    }
}
