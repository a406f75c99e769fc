internal import Identity
public import MatterCore
internal import Postgres

extension Casework {
    /// Signs a person in with a local account. An unknown login takes as long as a wrong password and is answered alike.
    public func signIn(
        _ request: SignIn, from origin: Origin, userAgent: String?
    ) async throws(CaseworkError) -> SignInAnswer {
        let now = clock()
        let address = origin.address ?? ""
        let login = request.login.lowercased()
        let found = try await reading(as: .directory) { (db: borrowing Session) in
            try db.query(AccountRow.select("person.login = \(login)", address: address, at: now)).first?
                .json(AccountRow.self)
        }
        // Outside any transaction: a connection must not wait for a hash.
        let hash = found.flatMap { PasswordHash($0.hash) } ?? .decoy(cost: identity.cost)
        let isRight = try await hashing { hash.matches(request.password) }
        let attempt = SignInAttempt(
            request: request, login: login, checkedHash: found?.hash, isRight: isRight, address: address,
            userAgent: userAgent, origin: origin, now: now, settings: identity,
            accountLog: accountLog)
        return try await writing(as: .directory) { (db: borrowing Session) in try attempt.run(db) }
    }

    /// Runs slow hashing in its turn; too many at once are turned away.
    func hashing<T: Sendable>(_ work: @escaping @Sendable () -> T) async throws(CaseworkError) -> T {
        do {
            return try await hasher.run(work)
        } catch {
            throw .busy
        }
    }
}

/// The unit of work of a sign-in.
private struct SignInAttempt: Sendable {
    let request: SignIn
    let login: String
    let checkedHash: String?
    let isRight: Bool
    let address: String
    let userAgent: String?
    let origin: Origin
    let now: Instant
    let settings: IdentitySettings
    let accountLog: AccountLog

    func run(_ db: borrowing Session) throws -> SignInAnswer {
        let account = try db.query([
            AccountRow.lock("login = \(login)"),
            AccountRow.select("person.login = \(login)", address: address, at: now),
        ])[1].first?.json(AccountRow.self)
        guard let account, !account.isDisabled else { return try refuse(.failed, nil, "unknown", db) }
        // While it is locked, nothing is learned about the password, right or wrong.
        guard !account.isLocked(at: now) else { return try refuse(.failed, account, "locked", db) }
        guard isRight, account.hash == checkedHash else {
            db.onCommit(account.countFailure(address: address, at: now))
            return try refuse(.failed, account, "password", db)
        }
        if account.isSample, !settings.isSampleMode { return try refuse(.sample, account, "sample", db) }
        if let end = account.expiresAt?.instant, end <= now { return try refuse(.expired, account, "expired", db) }
        if account.secret != nil {
            guard let code = request.code else { return try refuse(.codeMissing, account, "code missing", db) }
            guard let acceptance = account.accepting(code, settings.secrets, at: now) else {
                db.onCommit(account.countFailure(address: address, at: now))
                return try refuse(.codeWrong, account, "code", db)
            }
            try db.execute(acceptance)
        }
        for query in account.recordSuccess(address: address, at: now) { try db.execute(query) }
        let new = try SessionStart(
            person: account.id, channel: "session", secondFactor: account.secret != nil, origin: origin,
            userAgent: userAgent, now: now, settings: settings
        ).run(db)
        guard let new else { return .refused(.failed) }
        db.onCommit(
            try accountLog.entry(
                .signIn, by: new.state, at: now, origin: origin, subject: "session \(new.state.id)",
                detail: ["secondFactor": .boolean(account.secret != nil)]))
        return .signedIn(new)
    }

    private func refuse(
        _ refusal: SignInRefusal, _ account: AccountRow?, _ reason: String, _ db: borrowing Session
    ) throws -> SignInAnswer {
        // The login as it was typed may be a password typed into the wrong field: only one that exists is recorded.
        let person = account.map {
            AccessEntry.Author(person: Person(id: $0.id, name: $0.name), role: nil, organisation: nil)
        }
        db.onCommit(
            try accountLog.entry(
                AccessEntry(
                    .signInFailed, at: now, by: person, origin: origin, subject: "session", ground: reason)))
        return .refused(refusal)
    }
}
