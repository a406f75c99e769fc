internal import Identity
public import MatterCore
internal import Postgres

/// Who is to act for the holder of a post, and when.
public struct GrantDeputyship: Codable, Hashable, Sendable {
    public let post: Int64
    public let deputy: String
    public let from: LegalDate
    public let until: LegalDate
    public let reason: String

    public init(post: Int64, deputy: String, from: LegalDate, until: LegalDate, reason: String) {
        self.post = post
        self.deputy = deputy
        self.from = from
        self.until = until
        self.reason = reason
    }
}

public struct DeputyshipDetail: Codable, Hashable, Sendable {
    public let id: Int64
    public let post: Int64
    public let role: Role
    public let organisation: OrganisationID
    public let holder: Person
    public let deputy: Person
    public let from: LegalDate
    public let until: LegalDate
    public let reason: String
    public let isRevoked: Bool
}

extension Casework {
    /// The longest absence that one grant covers, in days.
    static let longestDeputyship = 366

    /// Makes a colleague the deputy for a post: by its holder, or by the operator. A deputy does not pass it on.
    public func grant(
        _ grant: GrantDeputyship, by session: SessionState, from origin: Origin
    ) async throws(CaseworkError) -> Int64 {
        let now = clock()
        guard grant.from <= grant.until, grant.until.dayNumber - grant.from.dayNumber < Self.longestDeputyship,
            grant.until >= now.legalDate
        else {
            throw .refused(
                Refusal(
                    .invalid, "period-wrong", zh: "期间须为今日以后且不超过366日。",
                    en: "The period ends today or later, after its beginning, and is no longer than 366 days.",
                    pointer: "/until"))
        }
        return try await writing(as: .directory) { (db: borrowing Session) in
            let holder = try db.query(
                "select person from post where id = \(grant.post) and \(Validity.post(on: now.legalDate))"
            ).first?.next(String.self)
            guard let holder, holder == session.person.id || session.acting?.role == .operator else {
                throw Refusal.postNotFound
            }
            if grant.deputy == holder, let refusal = SchemaConstraints.refusals["deputyship_of_another"] {
                throw refusal
            }
            // Of the same organisation: nobody reaches into another court or office this way.
            let isColleague = try !db.query(
                """
                select from post join post as own on own.id = \(grant.post) and own.organisation = post.organisation
                join person on person.id = post.person and person.disabled_at is null
                where post.person = \(grant.deputy) and \(Validity.post(on: now.legalDate))
                """
            ).isEmpty
            guard isColleague else {
                throw Refusal(
                    .invalid, "deputy-not-colleague", zh: "代理人须在同一组织任职。",
                    en: "A deputy holds a post in the same organisation.", pointer: "/deputy")
            }
            let id = try db.query(
                """
                insert into deputyship (post, holder, deputy, starts_on, ends_on, reason, granted_by, granted_at)
                values (\(grant.post), \(holder), \(grant.deputy), \(grant.from.sql), \(grant.until.sql),
                    \(grant.reason), \(session.person.id), \(now.sql))
                returning id
                """
            ).first?.next(Int64.self)
            guard let id else { throw CaseworkError.failed("no number") }
            db.onCommit(
                try accountLog.change(
                    by: session, at: now, origin: origin,
                    subject: "deputyship \(id): \(grant.deputy) for \(holder), post \(grant.post)",
                    ground: grant.reason))
            return id
        }
    }

    /// Ends a deputyship at once: by the holder, the deputy or the operator.
    public func revokeDeputyship(
        _ id: Int64, by session: SessionState, from origin: Origin
    ) async throws(CaseworkError) {
        let now = clock()
        let person = session.person.id
        let isOperator = session.acting?.role == .operator
        try await writing(as: .directory) { (db: borrowing Session) in
            let revoked = try ChangedRow(
                "deputyship", set: "revoked_at = \(now.sql), revoked_by = \(person)",
                where: """
                    id = \(id) and revoked_at is null
                    and (holder = \(person) or deputy = \(person) or \(isOperator)::boolean)
                    """, ledger.algorithm, db)
            guard let revoked else {
                throw Refusal(
                    .notFound, "deputyship-not-found", zh: "没有该代理。", en: "There is no such deputyship.")
            }
            db.onCommit(
                try accountLog.change(
                    by: session, at: now, origin: origin, subject: "deputyship \(id) revoked", before: revoked.before,
                    after: revoked.after))
        }
    }

    /// Those that the person gave or holds; all, for the operator.
    public func deputyships(of session: SessionState) async throws(CaseworkError) -> [DeputyshipDetail] {
        let person = session.person.id
        let isOperator = session.acting?.role == .operator
        return try await reading(as: .directory) { (db: borrowing Session) in
            try db.query(
                """
                select row_to_json(row) from (
                    select deputyship.id, deputyship.post, post.role, post.organisation,
                        json_build_object('id', holder.id, 'name', holder.name) as holder,
                        json_build_object('id', deputy.id, 'name', deputy.name) as deputy,
                        deputyship.starts_on as "from", deputyship.ends_on as until, deputyship.reason,
                        deputyship.revoked_at is not null as "isRevoked"
                    from deputyship join post on post.id = deputyship.post
                    join person as holder on holder.id = deputyship.holder
                    join person as deputy on deputy.id = deputyship.deputy
                    where deputyship.holder = \(person) or deputyship.deputy = \(person) or \(isOperator)::boolean
                    order by deputyship.id
                ) as row
                """
            ).map { try $0.json(DeputyshipDetail.self) }
        }
    }
}
