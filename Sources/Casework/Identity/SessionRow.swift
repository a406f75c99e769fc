internal import Identity
internal import MatterCore
internal import Postgres

/// A session with all that a request needs to know of it, in one row.
struct SessionRow: Decodable {
    var id: String
    var person: String
    var name: String
    var login: String
    var channel: String
    var secondFactor: Bool
    var mustChange: Bool
    var isSample: Bool
    var mustProve: Bool
    var lastSeenAt: StoredInstant
    var idleUntil: StoredInstant
    var expiresAt: StoredInstant
    var post: Int64?
    var deputyship: Int64?
    var role: Role?
    var holderID: String?
    var holderName: String?
    var organisation: OrganisationRow?

    /// Sessions that are good now; posts and deputyships that are over are left out, and so is a disabled person.
    static func select(_ condition: Query, at now: Instant) -> Query {
        """
        select row_to_json(row) from (
            select session.id, session.person, person.name, person.login, session.channel,
                session.second_factor as "secondFactor",
                session.channel = 'session' and coalesce(credential.must_change, true) as "mustChange",
                session.channel = 'session' and coalesce(credential.is_sample, false) as "isSample",
                session.channel = 'sso' and not session.second_factor and factor.person is not null as "mustProve",
                session.last_seen_at as "lastSeenAt", session.idle_until as "idleUntil",
                session.expires_at as "expiresAt", post.id as post, deputyship.id as deputyship, post.role,
                holder.id as "holderID", holder.name as "holderName", row_to_json(body) as organisation
            from session
            join person on person.id = session.person and person.disabled_at is null
            left join credential on credential.person = session.person
            left join second_factor as factor on factor.person = session.person and factor.confirmed_at is not null
            left join deputyship on deputyship.id = session.deputyship and \(Validity.deputyship(on: now.legalDate))
            left join post on post.id = coalesce(session.post, deputyship.post) and \(Validity.post(on: now.legalDate))
            left join person as holder on holder.id = post.person and holder.disabled_at is null
            left join organisation as body on body.id = post.organisation
            where \(condition) and session.expires_at > \(now.sql) and session.idle_until > \(now.sql)
        ) as row
        """
    }

    func state(_ settings: IdentitySettings, origin: Origin) -> SessionState {
        var acting: Principal?
        if let role, let organisation = organisation?.organisation, let holderID, let holderName {
            acting = Principal(
                id: person, name: name, role: role, organisation: organisation,
                onBehalfOf: deputyship == nil ? nil : Person(id: holderID, name: holderName), origin: origin)
        }
        return SessionState(
            id: id, person: Person(id: person, name: name), login: login, channel: channel,
            hasSecondFactor: secondFactor, acting: acting, post: acting == nil ? nil : post,
            deputyship: acting == nil ? nil : deputyship, restriction: restriction(acting, settings),
            lastSeenAt: lastSeenAt.instant, idleUntil: idleUntil.instant, expiresAt: expiresAt.instant)
    }

    private func restriction(_ acting: Principal?, _ settings: IdentitySettings) -> SessionRestriction? {
        if mustChange { return .password }
        // A provider that asserts no second factor does not free anybody from the own one.
        if mustProve { return .secondFactor }
        guard let acting else { return .post }
        return settings.secondFactorRoles.contains(acting.role) && !secondFactor ? .secondFactor : nil
    }
}

/// When a post or a deputyship counts, in SQL.
enum Validity {
    static func post(on day: LegalDate) -> Query {
        """
        (post.ended_at is null and post.valid_from <= \(day.sql)
        and (post.valid_until is null or post.valid_until >= \(day.sql)))
        """
    }

    static func deputyship(on day: LegalDate) -> Query {
        """
        (deputyship.revoked_at is null and deputyship.starts_on <= \(day.sql) and deputyship.ends_on >= \(day.sql))
        """
    }
}

extension Instant {
    var sql: Query { "\(description)::timestamptz" }

    func adding(seconds: Int64) -> Instant { Instant(milliseconds: milliseconds + seconds * 1_000) }
}

extension LegalDate {
    var sql: Query { "\(description)::date" }
}

extension PostChoice {
    /// What a person may act in on a day.
    static func select(of person: String, on day: LegalDate) -> Query {
        """
        select row_to_json(row) from (
            select post.id as post, null::bigint as deputyship, post.role, named.organisation, null::json as "onBehalfOf",
                post.valid_until as until
            from post \(named) where post.person = \(person) and \(Validity.post(on: day))
            union all
            select post.id, deputyship.id, post.role, named.organisation,
                json_build_object('id', holder.id, 'name', holder.name),
                least(deputyship.ends_on, post.valid_until)
            from deputyship join post on post.id = deputyship.post \(named)
            join person as holder on holder.id = post.person and holder.disabled_at is null
            where deputyship.deputy = \(person) and \(Validity.deputyship(on: day)) and \(Validity.post(on: day))
            order by 2 nulls first, 1
        ) as row
        """
    }

    private static let named: Query = """
        cross join lateral (
            select json_build_object('id', id, 'name', json_build_object('zh', name_zh, 'en', name_en)) as organisation
            from organisation where organisation.id = post.organisation
        ) as named
        """
}
