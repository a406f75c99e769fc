internal import Identity
internal import MatterCore
internal import Postgres

/// Makes the posts that a mapping grants a person those that the provider speaks of today, in a unit of work. Posts that
/// somebody granted are left alone.
struct MappedPosts: Sendable {
    let request: ProviderSignIn
    let person: Person
    let origin: Origin
    let now: Instant
    let accountLog: AccountLog

    func run(_ db: borrowing Session) throws {
        let wanted = try fitting(db)
        let held = try db.query(
            """
            select row_to_json(row) from (
                select id, role, organisation, mapped_by as "mappedBy" from post
                where person = \(person.id) and ended_at is null and coalesce(valid_until, 'infinity') >= \(today.sql)
                order by id
            ) as row
            """
        ).map { try $0.json(HeldPost.self) }
        let mapped = held.filter { $0.mappedBy == request.issuer }
        for post in mapped where !wanted.contains(where: post.isSame) { try end(post, db) }
        for post in wanted {
            if let kept = mapped.first(where: { $0.isSame(as: post) }) {
                // Also backwards, where the mapping gives less than it did; never into a grant that begins later.
                try db.execute(
                    """
                    update post set valid_until = \(last.sql) where id = \(kept.id) and not exists (
                        select from post as other where other.person = post.person and other.id <> post.id
                            and other.role = post.role and other.organisation = post.organisation
                            and other.ended_at is null and other.valid_from <= \(last.sql)
                            and coalesce(other.valid_until, 'infinity') >= post.valid_from)
                    """)
            } else if !held.contains(where: { $0.isSame(as: post) }) {
                try grant(post, db)
            }
        }
    }

    private var today: LegalDate { now.legalDate }
    private var last: LegalDate { now.adding(seconds: Int64(request.mapping.days - 1) * 86_400).legalDate }

    /// The posts that there can be: the organisation exists, and the role is held in its kind.
    private func fitting(_ db: borrowing Session) throws -> [WantedPost] {
        let ids = request.person.posts.map(\.organisation.rawValue)
        guard !ids.isEmpty else { return [] }
        let kinds = try db.query(OrganisationRow.select("where id = any (\(ids))")).map {
            try $0.json(OrganisationRow.self)
        }
        return request.person.posts.compactMap { post in
            guard let kind = kinds.first(where: { $0.id == post.organisation })?.kind, post.role.isHeld(in: kind) else {
                return nil
            }
            return WantedPost(role: post.role, organisation: post.organisation, kind: kind)
        }
    }

    private func grant(_ post: WantedPost, _ db: borrowing Session) throws {
        let id = try db.query(
            """
            insert into post (person, role, organisation, organisation_kind, valid_from, valid_until, mapped_by,
                granted_at, reason)
            values (\(person.id), \(post.role.rawValue), \(post.organisation.rawValue), \(post.kind.rawValue),
                \(today.sql), \(last.sql), \(request.issuer), \(now.sql), 'identity provider')
            returning id
            """
        ).first?.next(Int64.self)
        guard let id else { throw CaseworkError.failed("no number") }
        try note("post \(id): \(person.id) \(post.role.rawValue) \(post.organisation)", db)
    }

    private func end(_ post: HeldPost, _ db: borrowing Session) throws {
        try db.execute(
            "update post set ended_at = \(now.sql), end_reason = 'identity provider' where id = \(post.id)")
        try note("post \(post.id) ended", db)
    }

    private func note(_ subject: String, _ db: borrowing Session) throws {
        db.onCommit(
            try accountLog.entry(
                AccessEntry(
                    .configurationChange, at: now, by: .init(person: person, role: nil, organisation: nil),
                    origin: origin, subject: subject, ground: "claims of \(request.issuer)")))
    }

    private struct WantedPost {
        let role: Role
        let organisation: OrganisationID
        let kind: Organisation.Kind
    }

    private struct HeldPost: Decodable {
        var id: Int64
        var role: Role
        var organisation: OrganisationID
        var mappedBy: String?

        func isSame(as post: WantedPost) -> Bool { role == post.role && organisation == post.organisation }
    }
}
