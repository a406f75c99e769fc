public import Identity
internal import MatterCore
internal import Postgres

/// Who comes from an identity provider, after every check of the provider's word.
public struct ProviderSignIn: Sendable {
    public let issuer: String
    public let person: ProvidedPerson
    public let mapping: ClaimMapping

    public init(issuer: String, person: ProvidedPerson, mapping: ClaimMapping) {
        self.issuer = issuer
        self.person = person
        self.mapping = mapping
    }
}

/// How it went.
public enum ProviderSignInAnswer: Sendable {
    case signedIn(NewSession)
    /// Nobody here is this subject of the provider, and the mapping enters nobody new, or cannot.
    case unknownPerson
    case disabled
}

/// The unit of work of a sign-in through the provider.
struct ProviderSignInWork: Sendable {
    let request: ProviderSignIn
    let origin: Origin
    let userAgent: String?
    let now: Instant
    let settings: IdentitySettings
    let accountLog: AccountLog

    func run(_ db: borrowing Session) throws -> ProviderSignInAnswer {
        // Two first sign-ins of one subject wait for each other, so that it is entered once.
        try db.execute(
            """
            select pg_advisory_xact_lock(hashtextextended(\(request.issuer + " " + request.person.subject), 0))
            """)
        var found = try db.query(
            """
            select row_to_json(row) from (
                select person.id, person.name, person.disabled_at is not null as "isDisabled"
                from provider_identity join person on person.id = provider_identity.person
                where issuer = \(request.issuer) and subject = \(request.person.subject)
                for no key update of person
            ) as row
            """
        ).first?.json(KnownPerson.self)
        if found == nil { found = try enter(db) }
        guard let known = found else {
            try refuse(nil, "unknown subject", db)
            return .unknownPerson
        }
        let person = Person(id: known.id, name: known.name)
        guard !known.isDisabled else {
            try refuse(person, "disabled", db)
            return .disabled
        }
        try MappedPosts(request: request, person: person, origin: origin, now: now, accountLog: accountLog).run(db)
        let start = SessionStart(
            person: person.id, channel: "sso", secondFactor: request.person.hasSecondFactor, origin: origin,
            userAgent: userAgent, now: now, settings: settings)
        guard let new = try start.run(db) else { return .disabled }
        db.onCommit(
            try accountLog.entry(
                .signIn, by: new.state, at: now, origin: origin, subject: "session \(new.state.id)",
                ground: "identity provider",
                detail: ["secondFactor": .boolean(request.person.hasSecondFactor)]))
        return .signedIn(new)
    }

    /// Enters a new person. Whoever has the login already is somebody else: what a provider calls a person changes hands,
    /// so it never opens an account that is there.
    private func enter(_ db: borrowing Session) throws -> KnownPerson? {
        guard request.mapping.entersPeople, let account = request.person.account,
            try db.query("select from person where login = \(account.login)").isEmpty
        else { return nil }
        let id = "person-\(OneTimePassword.make())"
        try db.execute(
            """
            insert into person (id, login, name, created_at)
            values (\(id), \(account.login), \(account.name), \(now.sql))
            """)
        try db.execute(
            """
            insert into provider_identity (issuer, subject, person, linked_at)
            values (\(request.issuer), \(request.person.subject), \(id), \(now.sql))
            """)
        db.onCommit(
            try accountLog.entry(
                AccessEntry(
                    .configurationChange, at: now,
                    by: .init(person: Person(id: id, name: account.name), role: nil, organisation: nil),
                    origin: origin, subject: "entered \(id) with the login \(account.login)",
                    ground: "first sign-in through \(request.issuer)")))
        return KnownPerson(id: id, name: account.name, isDisabled: false)
    }

    private func refuse(_ person: Person?, _ reason: String, _ db: borrowing Session) throws {
        db.onCommit(
            try accountLog.entry(
                AccessEntry(
                    .signInFailed, at: now,
                    by: person.map { .init(person: $0, role: nil, organisation: nil) }, origin: origin,
                    subject: "session", ground: reason,
                    // The provider has vouched for this subject, and the operator needs it to enter the person.
                    detail: ["subject": .text(request.person.subject)])))
    }

    private struct KnownPerson: Decodable {
        var id: String
        var name: String
        var isDisabled: Bool
    }
}
