internal import Identity
internal import MatterCore
internal import Postgres

/// Changes a session, in a unit of work. It gets a new token with every change, so a token that somebody learned or
/// planted before is worth nothing after it.
struct SessionRenewal: Sendable {
    let session: SessionState
    let origin: Origin
    let now: Instant
    let settings: IdentitySettings

    /// - Parameter change: Columns to set beside the token.
    func run(_ change: Query, _ db: borrowing Session) throws -> NewSession {
        let token = SessionToken()
        try db.execute("update session set token_hash = \(token.hash), \(change) where id = \(session.id)")
        guard
            let row = try db.query(SessionRow.select("session.id = \(session.id)", at: now)).first?
                .json(SessionRow.self)
        else { throw CaseworkError.failed("the session ended while it was changed") }
        let choices = try db.query(PostChoice.select(of: session.person.id, on: now.legalDate)).map {
            try $0.json(PostChoice.self)
        }
        return NewSession(token: token, state: row.state(settings, origin: origin), choices: choices)
    }

    /// Ends all other sessions of the person.
    func endOthers(_ db: borrowing Session) throws {
        try db.execute("delete from session where person = \(session.person.id) and id <> \(session.id)")
    }
}
