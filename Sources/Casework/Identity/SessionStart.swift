internal import Identity
internal import MatterCore
internal import Postgres

/// Begins a session, in a unit of work. Whoever calls it has made sure who the person is.
struct SessionStart: Sendable {
    let person: String
    /// `session` or `sso`.
    let channel: String
    let secondFactor: Bool
    let origin: Origin
    let userAgent: String?
    let now: Instant
    let settings: IdentitySettings

    /// Acts in the person's post if there is just one. Nil if there is no such person, or it is disabled.
    func run(_ db: borrowing Session) throws -> NewSession? {
        let choices = try db.query(PostChoice.select(of: person, on: now.legalDate)).map {
            try $0.json(PostChoice.self)
        }
        let only = choices.count == 1 ? choices[0] : nil
        let token = SessionToken()
        let id = OneTimePassword.make()
        let post = only?.deputyship == nil ? only?.post : nil
        let agent = userAgent.map { String($0.prefix(200)) }
        try db.execute(
            """
            insert into session (id, token_hash, person, post, deputyship, channel, second_factor, created_at,
                last_seen_at, idle_until, expires_at, address, user_agent)
            select \(id), \(token.hash), person.id, \(post as Int64?)::bigint,
                \(only?.deputyship as Int64?)::bigint, \(channel), \(secondFactor)::boolean, \(now.sql), \(now.sql),
                \(now.adding(seconds: settings.idle).sql), \(now.adding(seconds: settings.lifetime).sql),
                \(origin.address as String?), \(agent as String?)
            from person where person.id = \(person) and person.disabled_at is null
            """)
        let row = try db.query(SessionRow.select("session.id = \(id)", at: now)).first?.json(SessionRow.self)
        return row.map { NewSession(token: token, state: $0.state(settings, origin: origin), choices: choices) }
    }
}
