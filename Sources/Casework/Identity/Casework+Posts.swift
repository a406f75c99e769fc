internal import Identity
public import MatterCore
internal import Postgres

/// A post to be granted.
public struct GrantPost: Codable, Hashable, Sendable {
    public let person: String
    public let role: Role
    public let organisation: OrganisationID
    public let from: LegalDate
    public let until: LegalDate?
    public let reason: String

    public init(
        person: String, role: Role, organisation: OrganisationID, from: LegalDate, until: LegalDate? = nil,
        reason: String
    ) {
        self.person = person
        self.role = role
        self.organisation = organisation
        self.from = from
        self.until = until
        self.reason = reason
    }
}

extension Casework {
    /// Grants a post. Nobody grants one to themselves, nor to the person whom they are deputy of.
    public func grant(
        _ grant: GrantPost, by session: SessionState?, from origin: Origin
    ) async throws(CaseworkError) -> Int64 {
        try requireOperator(session)
        guard grant.person != session?.person.id, grant.person != session?.acting?.onBehalfOf?.id else {
            throw .refused(.ownGrant)
        }
        if let until = grant.until, until < grant.from {
            throw .refused(
                Refusal(
                    .invalid, "period-backward", zh: "期间终点早于起点。", en: "The period ends before it begins.",
                    pointer: "/until"))
        }
        let now = clock()
        return try await writing(as: .directory) { (db: borrowing Session) in
            let found = try db.query([
                OrganisationRow.select("where id = \(grant.organisation.rawValue)"),
                "select from person where id = \(grant.person) and disabled_at is null",
            ])
            guard !found[1].isEmpty else { throw Refusal.personNotFound }
            guard let kind = try found[0].first?.json(OrganisationRow.self).kind, grant.role.isHeld(in: kind) else {
                throw Refusal(
                    .invalid, "role-not-held-there", zh: "该组织没有此角色。",
                    en: "There is no such organisation, or the role is not held there.", pointer: "/organisation")
            }
            let id = try db.query(
                """
                insert into post (person, role, organisation, organisation_kind, valid_from, valid_until, granted_by,
                    granted_at, reason)
                values (\(grant.person), \(grant.role.rawValue), \(grant.organisation.rawValue), \(kind.rawValue),
                    \(grant.from.sql), \(grant.until?.description as String?)::date,
                    \(session?.person.id as String?), \(now.sql), \(grant.reason))
                returning id
                """
            ).first?.next(Int64.self)
            guard let id else { throw CaseworkError.failed("no number") }
            db.onCommit(
                try accountLog.change(
                    by: session, at: now, origin: origin,
                    subject: "post \(id): \(grant.person) \(grant.role.rawValue) \(grant.organisation)",
                    ground: grant.reason, after: try accountLog.digest(grant)))
            return id
        }
    }

    /// Ends a post at once; sessions that act in it act in none from now on.
    public func endPost(
        _ id: Int64, reason: String, by session: SessionState, from origin: Origin
    ) async throws(CaseworkError) {
        try requireOperator(session)
        let now = clock()
        try await writing(as: .directory) { (db: borrowing Session) in
            let ended = try ChangedRow(
                "post", set: "ended_at = \(now.sql), ended_by = \(session.person.id), end_reason = \(reason)",
                where: "id = \(id) and ended_at is null", ledger.algorithm, db)
            guard let ended else { throw Refusal.postNotFound }
            db.onCommit(
                try accountLog.change(
                    by: session, at: now, origin: origin, subject: "post \(id) ended", ground: reason,
                    before: ended.before, after: ended.after))
        }
    }
}

extension Refusal {
    static let ownGrant = Refusal(
        .forbidden, "own-grant", zh: "任何人不得授予自己职务。", en: "Nobody grants a post to themselves.")
    static let postNotFound = Refusal(.notFound, "post-not-found", zh: "没有该职务。", en: "There is no such post.")
}
