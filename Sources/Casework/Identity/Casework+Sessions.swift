public import Identity
public import MatterCore
internal import Postgres

extension Casework {
    /// Whose session it is, if it is good: one query, and once a minute a note that it was seen.
    ///
    /// - Parameter isSeen: Whether its owner has just done something.
    public func session(
        of token: SessionToken, origin: Origin, isSeen: Bool = true
    ) async throws(CaseworkError) -> SessionState? {
        let now = clock()
        let row = try await reading(as: .directory) { (db: borrowing Session) in
            try db.query(SessionRow.select("session.token_hash = \(token.hash)", at: now)).first?.json(SessionRow.self)
        }
        guard let row, identity.isSampleMode || !row.isSample else { return nil }
        if isSeen, now >= row.lastSeenAt.instant.adding(seconds: IdentitySettings.seenResolution) {
            let idle = now.adding(seconds: identity.idle)
            _ = try await writing(as: .directory) { (db: borrowing Session) in
                db.onCommit(
                    """
                    update session set last_seen_at = \(now.sql), idle_until = \(idle.sql) where id = \(row.id)
                    """)
            }
        }
        return row.state(identity, origin: origin)
    }

    /// What the person may act in today.
    public func choices(of session: SessionState) async throws(CaseworkError) -> [PostChoice] {
        let day = clock().legalDate
        return try await reading(as: .directory) { (db: borrowing Session) in
            try db.query(PostChoice.select(of: session.person.id, on: day)).map { try $0.json(PostChoice.self) }
        }
    }

    /// Ends the session.
    public func signOut(_ session: SessionState, from origin: Origin) async throws(CaseworkError) {
        let now = clock()
        try await writing(as: .directory) { (db: borrowing Session) in
            db.onCommit("delete from session where id = \(session.id)")
            db.onCommit(
                try accountLog.entry(.signOut, by: session, at: now, origin: origin, subject: "session \(session.id)"))
        }
    }
}
