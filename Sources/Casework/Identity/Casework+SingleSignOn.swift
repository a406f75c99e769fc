public import Identity
public import MatterCore
internal import Postgres

extension Casework {
    /// The time that everything here is decided by.
    public var now: Instant { clock() }

    /// Remembers that somebody goes to the provider now.
    public func begin(_ attempt: SingleSignOnAttempt, returningTo path: String) async throws(CaseworkError) {
        let end = clock().adding(seconds: SingleSignOnAttempt.lifetime)
        try await writing(as: .directory) { (db: borrowing Session) in
            db.onCommit(
                """
                insert into sign_in_attempt (hash, return_path, expires_at)
                values (\(attempt.hash), \(path), \(end.sql))
                """)
        }
    }

    /// Takes the attempt of somebody who comes back. Of many who come with one attempt at the same time one gets it.
    /// - Returns: Where the person wanted to go; nil if the attempt is not known, over, or was taken before.
    public func take(_ attempt: SingleSignOnAttempt) async throws(CaseworkError) -> String? {
        let now = clock()
        return try await writing(as: .directory) { (db: borrowing Session) in
            try db.query(
                """
                delete from sign_in_attempt where hash = \(attempt.hash) and expires_at > \(now.sql)
                returning return_path
                """
            ).first?.next(String.self)
        }
    }

    /// Signs in whom a provider vouches for, in the posts that the mapping and the operator give.
    public func signIn(
        _ request: ProviderSignIn, from origin: Origin, userAgent: String?
    ) async throws(CaseworkError) -> ProviderSignInAnswer {
        let work = ProviderSignInWork(
            request: request, origin: origin, userAgent: userAgent, now: clock(), settings: identity,
            accountLog: accountLog)
        return try await writing(as: .directory) { (db: borrowing Session) in try work.run(db) }
    }

    /// Puts on record that somebody came back from the provider with something that is not good.
    public func recordFailedSignIn(_ reason: String, from origin: Origin) async throws(CaseworkError) {
        try await log([
            AccessEntry(.signInFailed, at: clock(), by: nil, origin: origin, subject: "session", ground: reason)
        ])
    }

    /// Forgets attempts that nobody came back from.
    public func sweepSignInAttempts() async throws(CaseworkError) -> Int {
        let now = clock()
        return try await writing(as: .directory) { (db: borrowing Session) in
            try db.execute("delete from sign_in_attempt where expires_at <= \(now.sql)")
        }
    }
}
