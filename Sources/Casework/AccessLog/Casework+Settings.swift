internal import MatterCore
internal import Postgres

extension Casework {
    /// Puts on record under which settings and keys a server starts, unless the last one that started had the same.
    ///
    /// - Parameter settings: What matters of them; of a key its fingerprint. Never a secret.
    public func recordSettings(_ settings: [String: JSONValue]) async throws(CaseworkError) {
        let now = clock()
        let log = accountLog
        let subject = "settings of the server"
        _ = try await writing(as: .service) { (db: borrowing Session) in
            let last = try db.query([
                // Of two servers that start at once, the second sees what the first has recorded.
                "select pg_advisory_xact_lock(hashtext('onematter.settings'))",
                """
                select detail ->> 'after' from access_entry where kind = 'configuration_change' and subject = \(subject)
                order by id desc limit 1
                """,
            ])[1].first?.next(String?.self)
            let digest = try log.digest(settings)
            let before = last ?? nil
            guard before != digest else { return }
            db.onCommit(
                try log.change(
                    by: nil, at: now, origin: .unknown, subject: subject, before: before, after: digest,
                    detail: settings))
        }
        news.committed()
    }
}
