public import MatterCore
internal import Postgres

/// Who a person is at an identity provider.
public struct ProviderIdentity: Codable, Hashable, Sendable {
    public let issuer: String
    public let subject: String

    public init(issuer: String, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }
}

extension Casework {
    /// Lets a person come in as a subject of the provider.
    public func link(
        _ identity: ProviderIdentity, to person: String, reason: String, by session: SessionState, from origin: Origin
    ) async throws(CaseworkError) {
        try requireOperator(session)
        guard session.person.id != person else { throw .refused(.ownAccount) }
        let now = clock()
        try await writing(as: .directory) { (db: borrowing Session) in
            guard try !db.query("select from person where id = \(person) for no key update").isEmpty else {
                throw Refusal.personNotFound
            }
            // Or an operator could link an account of the own to a person and pass by the person's second factor.
            guard
                try db.query("select from second_factor where person = \(person) and confirmed_at is not null").isEmpty
            else {
                throw Refusal(
                    .conflict, "second-factor-exists", zh: "该人员已启用第二因素，只能在服务器控制台先行解除。",
                    en: "The person has a second factor, which only the console removes: that comes first.")
            }
            try db.execute(
                """
                insert into provider_identity (issuer, subject, person, linked_by, linked_at)
                values (\(identity.issuer), \(identity.subject), \(person), \(session.person.id), \(now.sql))
                """)
            db.onCommit(
                try accountLog.change(
                    by: session, at: now, origin: origin,
                    subject: "\(person) is \(identity.subject) of \(identity.issuer)", ground: reason))
        }
    }

    /// From now on the person comes in through no provider: sessions from there end, and so do the posts that its claims
    /// gave.
    public func unlink(
        person: String, reason: String, by session: SessionState, from origin: Origin
    ) async throws(CaseworkError) {
        try requireOperator(session)
        guard session.person.id != person else { throw .refused(.ownAccount) }
        let now = clock()
        try await writing(as: .directory) { (db: borrowing Session) in
            let count = try db.execute("delete from provider_identity where person = \(person)")
            guard count > 0 else {
                throw Refusal(
                    .notFound, "provider-identity-not-found", zh: "该人员未关联统一身份。",
                    en: "There is no such person, or none that a provider knows.")
            }
            try db.execute("delete from session where person = \(person) and channel = 'sso'")
            try db.execute(
                """
                update post set ended_at = \(now.sql), ended_by = \(session.person.id), end_reason = \(reason)
                where person = \(person) and mapped_by is not null and ended_at is null
                """)
            db.onCommit(
                try accountLog.change(
                    by: session, at: now, origin: origin, subject: "\(person) is known to no provider", ground: reason))
        }
    }
}
