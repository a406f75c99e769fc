internal import Identity
public import MatterCore
internal import Postgres

extension Casework {
    /// Whether this is the person's password. Wrong ones count like failed sign-ins.
    func confirmPassword(
        _ password: String, of session: SessionState, from origin: Origin
    ) async throws(CaseworkError) {
        let now = clock()
        let address = origin.address ?? ""
        let find = AccountRow.select("person.id = \(session.person.id)", address: address, at: now)
        let account = try await reading(as: .directory) { (db: borrowing Session) in
            try db.query(find).first?.json(AccountRow.self)
        }
        guard let account, let hash = PasswordHash(account.hash) else {
            throw .refused(
                Refusal(.conflict, "no-local-account", zh: "该人员没有本地账户。", en: "This person has no local account."))
        }
        let isRight = try await hashing { hash.matches(password) }
        let isAccepted = try await writing(as: .directory) { (db: borrowing Session) in
            let account = try db.query([AccountRow.lock("id = \(session.person.id)"), find])[1].first?
                .json(AccountRow.self)
            guard let account, !account.isLocked(at: now) else { return false }
            guard !isRight else { return true }
            db.onCommit(account.countFailure(address: address, at: now))
            db.onCommit(
                try accountLog.entry(
                    .signInFailed, by: session, at: now, origin: origin, subject: "password", ground: "password"))
            return false
        }
        guard isAccepted else {
            throw .refused(
                Refusal(
                    .forbidden, "password-wrong", zh: "密码错误，或错误次数过多。",
                    en: "The password is wrong, or there were too many wrong ones: wait a while.", pointer: "/password")
            )
        }
    }

    /// Sets another password. All other sessions of the person end, and this one gets a new token.
    public func changePassword(
        from current: String, to new: String, in session: SessionState, origin: Origin
    ) async throws(CaseworkError) -> NewSession {
        try await confirmPassword(current, of: session, from: origin)
        let fault =
            new == current ? .unchanged : PasswordRule.fault(of: new, words: [session.login, session.person.name])
        if let fault { throw .refused(fault.refusal) }
        let cost = identity.cost
        let hash = try await hashing { PasswordHash(of: new, cost: cost).text }
        let now = clock()
        let renewal = SessionRenewal(session: session, origin: origin, now: now, settings: identity)
        return try await writing(as: .directory) { (db: borrowing Session) in
            try db.execute(
                """
                update credential set hash = \(hash), changed_at = \(now.sql), must_change = false, expires_at = null,
                    is_sample = false, failed_attempts = 0, locked_until = null
                where person = \(session.person.id)
                """)
            try renewal.endOthers(db)
            let renewed = try renewal.run("last_seen_at = \(now.sql)", db)
            db.onCommit(
                try accountLog.entry(
                    .configurationChange, by: renewed.state, at: now, origin: origin,
                    subject: "password of \(session.person.id)"))
            return renewed
        }
    }
}

extension PasswordRule.Fault {
    var refusal: Refusal {
        let (zh, en) =
            switch self {
            case .tooShort: ("密码至少12个字符。", "A password has at least \(PasswordRule.minimumLength) characters.")
            case .tooLong: ("密码过长。", "A password has at most \(PasswordRule.maximumLength) characters.")
            case .common: ("密码过于常见，容易被猜到。", "The password is among those that guessers try first.")
            case .personal: ("密码不得包含登录名或姓名。", "The password contains the login or the name.")
            case .unchanged: ("新密码不得与原密码相同。", "The new password is the present one.")
            }
        return Refusal(.invalid, rawValue, zh: zh, en: en, pointer: "/new")
    }
}
