public import MatterCore
internal import Postgres

/// A session as its owner sees it in the list of the own ones.
public struct SessionSummary: Codable, Hashable, Sendable {
    public let id: String
    public let channel: String
    public let address: String?
    public let userAgent: String?
    public let createdAt: String
    public let lastSeenAt: String
    public let isCurrent: Bool
}

extension Casework {
    /// The person's sessions that are good now, the latest first.
    public func sessions(of session: SessionState) async throws(CaseworkError) -> [SessionSummary] {
        let now = clock()
        return try await reading(as: .directory) { (db: borrowing Session) in
            try db.query(
                """
                select row_to_json(row) from (
                    select id, channel, address, user_agent as "userAgent", created_at as "createdAt",
                        last_seen_at as "lastSeenAt"
                    from session
                    where person = \(session.person.id) and expires_at > \(now.sql) and idle_until > \(now.sql)
                    order by session.created_at desc, id
                ) as row
                """
            ).map { try $0.json(SessionSummaryRow.self).summary(current: session.id) }
        }
    }

    /// Ends one of the person's own sessions.
    public func endSession(
        _ id: String, by session: SessionState, from origin: Origin
    ) async throws(CaseworkError) {
        let now = clock()
        try await writing(as: .directory) { (db: borrowing Session) in
            let ended = try db.execute("delete from session where id = \(id) and person = \(session.person.id)")
            guard ended == 1 else {
                throw Refusal(.notFound, "session-not-found", zh: "没有该会话。", en: "There is no such session.")
            }
            db.onCommit(
                try accountLog.entry(.signOut, by: session, at: now, origin: origin, subject: "session \(id)"))
        }
    }

    /// Changes the acting post. The session gets a new token: what was good for the old post is good for nothing now.
    public func takePost(
        _ post: Int64?, deputyship: Int64?, in session: SessionState, from origin: Origin
    ) async throws(CaseworkError) -> NewSession {
        let now = clock()
        let renewal = SessionRenewal(session: session, origin: origin, now: now, settings: identity)
        return try await writing(as: .directory) { (db: borrowing Session) in
            let choices = try db.query(PostChoice.select(of: session.person.id, on: now.legalDate)).map {
                try $0.json(PostChoice.self)
            }
            let choice = choices.first { choice in
                deputyship == nil ? choice.post == post && choice.deputyship == nil : choice.deputyship == deputyship
            }
            guard let choice else {
                throw Refusal(
                    .notFound, "post-not-held", zh: "您今日不担任该职务。", en: "You do not hold this post today.")
            }
            let own = choice.deputyship == nil ? choice.post : nil
            let new = try renewal.run(
                "post = \(own as Int64?)::bigint, deputyship = \(choice.deputyship as Int64?)::bigint", db)
            db.onCommit(
                try accountLog.entry(
                    .signIn, by: new.state, at: now, origin: origin, subject: "session \(session.id)",
                    ground: choice.deputyship == nil ? "post \(choice.post)" : "deputyship \(choice.deputyship ?? 0)"))
            return new
        }
    }
}

private struct SessionSummaryRow: Decodable {
    var id: String
    var channel: String
    var address: String?
    var userAgent: String?
    var createdAt: StoredInstant
    var lastSeenAt: StoredInstant

    func summary(current: String) -> SessionSummary {
        SessionSummary(
            id: id, channel: channel, address: address, userAgent: userAgent, createdAt: createdAt.instant.description,
            lastSeenAt: lastSeenAt.instant.description, isCurrent: id == current)
    }
}
