internal import MatterCore
internal import Postgres

/// Reads the record of matters.
enum EventStore {
    static func events(
        of matter: Int64, from first: Int, through last: Int, _ db: borrowing Session
    ) throws -> [MatterEvent] {
        try rows(of: matter, from: first, through: last, db).map(\.event)
    }

    static func rows(
        of matter: Int64, from first: Int, through last: Int, _ db: borrowing Session
    ) throws -> [EventRow] {
        try db.query(
            EventRow.select(
                """
                where matter_id = \(matter) and number between \(first) and \(last)
                order by number
                """)
        ).map { try $0.json(EventRow.self) }
    }

    /// Events that changed an assignment: its own, and the bundle that brought its letter, which is one event for many.
    /// Their numbers come from two indexes, so the rest of a long history is not read.
    static func about(_ assignment: Int, of matter: Int64) -> Query {
        let letter = #"{"requestFiled": {"_0": {"letters": [{"assignment": \#(assignment)}]}}}"#
        return """
            number = any(array(
                select number from matter_event where matter_id = \(matter) and assignment = \(assignment)
                union all select number from matter_event
                where matter_id = \(matter) and kind = 'request_filed' and body @> \(letter)::jsonb))
            """
    }

    /// The newest events that fit, oldest first.
    static func newest(
        _ limit: Int, of matter: Int64, where condition: Query, _ db: borrowing Session
    ) throws -> [EventRow] {
        try db.query(
            EventRow.select("where matter_id = \(matter) and \(condition) order by number desc limit \(limit)")
        ).map { try $0.json(EventRow.self) }.reversed()
    }
}
