internal import Identity
public import MatterCore
internal import Postgres

/// A person with the posts that count or will count.
public struct PersonDetail: Codable, Hashable, Sendable {
    public let id: String
    public let login: String
    public let name: String
    public let isDisabled: Bool
    public let hasSecondFactor: Bool
    /// Who the person is at identity providers.
    public let identities: [ProviderIdentity]
    public let posts: [PostDetail]
}

public struct PostDetail: Codable, Hashable, Sendable {
    public let id: Int64
    public let role: Role
    public let organisation: OrganisationID
    public let from: LegalDate
    public let until: LegalDate?
    /// The provider whose claims gave the post; nil: somebody granted it.
    public let mappedBy: String?
}

/// An account just made or reset: the password is shown once and must be changed at the first sign-in.
public struct IssuedPassword: Codable, Hashable, Sendable {
    public let person: String
    public let login: String
    public let oneTimePassword: String
    public let expiresAt: String
}

extension Casework {
    /// Everybody, for the operator; for others those who hold a post in the own organisation.
    public func people(
        organisation: OrganisationID?, by principal: Principal
    ) async throws(CaseworkError) -> [PersonDetail] {
        guard principal.role == .operator || organisation == principal.organisation.id else { throw .operatorOnly }
        let day = clock().legalDate
        return try await reading(as: .directory) { (db: borrowing Session) in
            let chosen: Query =
                organisation.map {
                    "exists (select from post where person = person.id and organisation = \($0.rawValue))"
                }
                ?? "true"
            return try db.query(
                """
                select row_to_json(row) from (
                    select person.id, person.login, person.name, person.disabled_at is not null as "isDisabled",
                        exists (select from second_factor where person = person.id and confirmed_at is not null)
                            as "hasSecondFactor",
                        coalesce((select json_agg(json_build_object('issuer', issuer, 'subject', subject) order by issuer)
                            from provider_identity where provider_identity.person = person.id), '[]') as identities,
                        coalesce((select json_agg(json_build_object('id', post.id, 'role', role,
                            'organisation', organisation, 'from', valid_from, 'until', valid_until, 'mappedBy', mapped_by)
                            order by post.id)
                            from post where post.person = person.id and ended_at is null
                            and coalesce(valid_until, 'infinity') >= \(day.sql)), '[]') as posts
                    from person where \(chosen) order by person.login
                ) as row
                """
            ).map { try $0.json(PersonDetail.self) }
        }
    }

    /// Makes a person with a local account. At the console of the program nobody is signed in: `operator` is nil.
    public func createAccount(
        login: String, name: String, by session: SessionState?, from origin: Origin
    ) async throws(CaseworkError) -> IssuedPassword {
        try requireOperator(session)
        let id = "person-\(OneTimePassword.make())"
        let issue = try await issuePassword()
        let now = clock()
        return try await writing(as: .directory) { (db: borrowing Session) in
            try db.execute(
                "insert into person (id, login, name, created_at) values (\(id), \(login), \(name), \(now.sql))")
            return try issue.run(id, login, by: session, from: origin, at: now, db)
        }
    }

    /// Gives a person a new one-time password and ends all sessions. The second factor stays.
    public func resetPassword(
        of person: String, by session: SessionState?, from origin: Origin
    ) async throws(CaseworkError) -> IssuedPassword {
        try requireOperator(session)
        guard session?.person.id != person else { throw .refused(.ownAccount) }
        let issue = try await issuePassword()
        let now = clock()
        return try await writing(as: .directory) { (db: borrowing Session) in
            let login = try db.query("select login from person where id = \(person)").first?.next(String.self)
            guard let login else { throw Refusal.personNotFound }
            try db.execute("delete from session where person = \(person)")
            return try issue.run(person, login, by: session, from: origin, at: now, db)
        }
    }

    /// Stops a person from signing in, at once, or allows it again.
    public func setDisabled(
        _ isDisabled: Bool, person: String, reason: String, by session: SessionState, from origin: Origin
    ) async throws(CaseworkError) {
        try requireOperator(session)
        guard session.person.id != person else { throw .refused(.ownAccount) }
        let now = clock()
        try await writing(as: .directory) { (db: borrowing Session) in
            let end = isDisabled ? now.description : nil
            let changed = try ChangedRow(
                "person", set: "disabled_at = \(end as String?)::timestamptz", where: "id = \(person)",
                ledger.algorithm, db)
            guard let changed else { throw Refusal.personNotFound }
            if isDisabled { try db.execute("delete from session where person = \(person)") }
            db.onCommit(
                try accountLog.change(
                    by: session, at: now, origin: origin, subject: "\(isDisabled ? "disabled" : "enabled") \(person)",
                    ground: reason, before: changed.before, after: changed.after))
        }
    }

    private func issuePassword() async throws(CaseworkError) -> PasswordIssue {
        let password = OneTimePassword.make()
        let cost = identity.cost
        return PasswordIssue(
            password: password, hash: try await hashing { PasswordHash(of: password, cost: cost).text },
            accountLog: accountLog)
    }

    func requireOperator(_ session: SessionState?) throws(CaseworkError) {
        guard let session else { return }
        guard session.acting?.role == .operator else { throw .operatorOnly }
    }
}

/// The unit of work that stores a one-time password.
private struct PasswordIssue: Sendable {
    let password: String
    let hash: String
    let accountLog: AccountLog

    func run(
        _ person: String, _ login: String, by session: SessionState?, from origin: Origin, at now: Instant,
        _ db: borrowing Session
    ) throws -> IssuedPassword {
        let end = now.adding(seconds: IdentitySettings.oneTimeLifetime)
        try db.execute(
            """
            insert into credential (person, hash, changed_at, must_change, expires_at)
            values (\(person), \(hash), \(now.sql), true, \(end.sql))
            on conflict on constraint credential_key do update set hash = excluded.hash,
                changed_at = excluded.changed_at, must_change = true, expires_at = excluded.expires_at,
                is_sample = false, failed_attempts = 0, locked_until = null
            """)
        db.onCommit(
            try accountLog.change(by: session, at: now, origin: origin, subject: "one-time password of \(person)"))
        return IssuedPassword(
            person: person, login: login, oneTimePassword: password, expiresAt: end.description)
    }
}

extension CaseworkError {
    static let operatorOnly = CaseworkError.refused(
        Refusal(.forbidden, "role-may-not", zh: "该角色不能进行此操作。", en: "Only the operator may do this."))
}

extension Refusal {
    static let personNotFound = Refusal(.notFound, "person-not-found", zh: "没有该人员。", en: "There is no such person.")
    static let ownAccount = Refusal(
        .forbidden, "own-account", zh: "不能对本人账户进行此操作。", en: "Nobody does this to their own account.")
}
