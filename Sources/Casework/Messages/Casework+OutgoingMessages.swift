internal import MatterCore
internal import Postgres

extension Casework {
    /// How long messages are kept, sent or not.
    static let messageDays: Int64 = 90

    /// Forgets old messages. By then no cause of theirs is worth telling again.
    public func sweepMessages() async throws(CaseworkError) -> Int {
        let limit = clock().adding(seconds: -Self.messageDays * 86_400)
        return try await writing(as: .service) { (db: borrowing Session) in
            try db.execute("delete from outgoing_message where created_at < \(limit.sql)")
        }
    }
}
