internal import Identity
public import MatterCore
internal import Postgres

/// What a person puts into an authenticator, shown once.
public struct SecondFactorEnrolment: Codable, Sendable {
    /// Base32.
    public let secret: String
    public let uri: String
}

/// A second factor that is in use from now on, with the codes for the day the authenticator is lost, shown once.
public struct SecondFactorConfirmation: Sendable {
    public let session: NewSession
    public let recoveryCodes: [String]
}

extension Casework {
    /// Begins a second factor; it counts once a code of it was confirmed.
    ///
    /// - Parameter password: Who signed in with it gives it again. Who came through a provider has just come from there.
    public func enrolSecondFactor(
        password: String?, in session: SessionState, from origin: Origin
    ) async throws(CaseworkError) -> SecondFactorEnrolment {
        let box = try secretBox()
        if session.channel == "sso" {
            let began = session.expiresAt.adding(seconds: -identity.lifetime)
            guard clock() < began.adding(seconds: IdentitySettings.freshness) else {
                throw .refused(
                    Refusal(
                        .forbidden, "sign-in-again", zh: "请重新登录后再进行此操作。",
                        en: "Sign in again through the provider, and do this within ten minutes."))
            }
        } else {
            try await confirmPassword(password ?? "", of: session, from: origin)
        }
        let secret = TOTP.makeSecret()
        let sealed = box.seal(secret, for: session.person.id)
        let now = clock()
        try await writing(as: .directory) { (db: borrowing Session) in
            let stored = try db.execute(
                """
                insert into second_factor (person, secret, created_at, recovery_codes)
                values (\(session.person.id), \(sealed), \(now.sql), '{}')
                on conflict on constraint second_factor_key do update
                set secret = excluded.secret, created_at = excluded.created_at, last_step = null
                where second_factor.confirmed_at is null
                """)
            guard stored == 1 else {
                throw Refusal(
                    .conflict, "second-factor-exists", zh: "已启用第二因素。", en: "A second factor is in use already.")
            }
        }
        return SecondFactorEnrolment(
            secret: Base32.encode(secret), uri: TOTP.uri(secret: secret, login: session.login))
    }

    /// Puts the second factor into use. The session counts as passed by it, with a new token; all others end.
    public func confirmSecondFactor(
        code: String, in session: SessionState, from origin: Origin
    ) async throws(CaseworkError) -> SecondFactorConfirmation {
        let box = try secretBox()
        let codes = RecoveryCodes.make()
        let prints = codes.map(RecoveryCodes.fingerprint)
        let now = clock()
        let person = session.person.id
        let renewal = SessionRenewal(session: session, origin: origin, now: now, settings: identity)
        let renewed = try await writing(as: .directory) { (db: borrowing Session) in
            let sealed = try db.query(
                "select secret from second_factor where person = \(person) and confirmed_at is null for update"
            ).first?.next([UInt8].self)
            guard let sealed, let secret = box.open(sealed, for: person) else {
                throw Refusal(
                    .conflict, "second-factor-not-begun", zh: "请先申请第二因素。", en: "Begin a second factor first.")
            }
            guard let step = TOTP.step(of: code, secret: secret, at: now.milliseconds, after: nil) else {
                throw Refusal(
                    .invalid, "second-factor-code-wrong", zh: "验证码不正确。", en: "The code is not right.", pointer: "/code")
            }
            try db.execute(
                """
                update second_factor set confirmed_at = \(now.sql), last_step = \(step), recovery_codes = \(prints)
                where person = \(person)
                """)
            try renewal.endOthers(db)
            let renewed = try renewal.run("second_factor = true", db)
            db.onCommit(
                try accountLog.entry(
                    .configurationChange, by: renewed.state, at: now, origin: origin,
                    subject: "second factor of \(person)", ground: "confirmed"))
            return renewed
        }
        return SecondFactorConfirmation(session: renewed, recoveryCodes: codes)
    }

    /// Proves the second factor in a session that came through a provider which asserted none. The session gets a new
    /// token.
    public func proveSecondFactor(
        code: String, in session: SessionState, from origin: Origin
    ) async throws(CaseworkError) -> NewSession {
        let now = clock()
        let box = identity.secrets
        let person = session.person.id
        let renewal = SessionRenewal(session: session, origin: origin, now: now, settings: identity)
        let renewed = try await writing(as: .directory) { (db: borrowing Session) -> NewSession? in
            guard let factor = try db.query(StoredFactor.select(of: person)).first?.json(StoredFactor.self) else {
                throw Refusal(
                    .notFound, "second-factor-not-found", zh: "未启用第二因素。", en: "There is no second factor.")
            }
            // While it is locked, nothing is learned about a code, right or wrong.
            if let end = factor.lockedUntil?.instant, end > now { return nil }
            guard let acceptance = factor.accepting(code, box, at: now) else {
                db.onCommit(factor.countFailure(at: now))
                db.onCommit(
                    try accountLog.entry(
                        .signInFailed, by: session, at: now, origin: origin, subject: "second factor", ground: "code"))
                return nil
            }
            try db.execute(acceptance)
            try db.execute("update second_factor set failed_attempts = 0, locked_until = null where person = \(person)")
            let renewed = try renewal.run("second_factor = true", db)
            db.onCommit(
                try accountLog.entry(
                    .signIn, by: renewed.state, at: now, origin: origin, subject: "session \(session.id)",
                    ground: "second factor"))
            return renewed
        }
        guard let renewed else {
            throw .refused(
                Refusal(
                    .forbidden, "second-factor-code-wrong", zh: "验证码不正确或已使用，或错误次数过多。",
                    en: "The code is not right or was used before, or there were too many wrong ones: wait a while.",
                    pointer: "/code"))
        }
        return renewed
    }

    /// Removes the second factor of the person who is signed in.
    public func removeSecondFactor(
        password: String, code: String, in session: SessionState, from origin: Origin
    ) async throws(CaseworkError) -> NewSession {
        try await confirmPassword(password, of: session, from: origin)
        let now = clock()
        let person = session.person.id
        let address = origin.address ?? ""
        let box = identity.secrets
        let renewal = SessionRenewal(session: session, origin: origin, now: now, settings: identity)
        let renewed = try await writing(as: .directory) { (db: borrowing Session) -> NewSession? in
            let account = try db.query([
                AccountRow.lock("id = \(person)"),
                AccountRow.select("person.id = \(person)", address: address, at: now),
            ])[1].first?.json(AccountRow.self)
            guard let account, account.secret != nil else {
                throw Refusal(
                    .notFound, "second-factor-not-found", zh: "未启用第二因素。", en: "There is no second factor.")
            }
            guard !account.isLocked(at: now), account.accepting(code, box, at: now) != nil else {
                db.onCommit(account.countFailure(address: address, at: now))
                return nil
            }
            try db.execute("delete from second_factor where person = \(person)")
            try renewal.endOthers(db)
            let renewed = try renewal.run("second_factor = false", db)
            db.onCommit(
                try accountLog.entry(
                    .configurationChange, by: renewed.state, at: now, origin: origin,
                    subject: "second factor of \(person)", ground: "removed"))
            return renewed
        }
        guard let renewed else {
            throw .refused(
                Refusal(
                    .invalid, "second-factor-code-wrong", zh: "验证码不正确。", en: "The code is not right.", pointer: "/code")
            )
        }
        return renewed
    }

    private func secretBox() throws(CaseworkError) -> SecretBox {
        guard let box = identity.secrets else { throw .failed("there is no key for the secrets of second factors") }
        return box
    }
}
