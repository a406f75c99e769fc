internal import MatterCore
internal import Postgres

// For whoever runs the program, at its console: the first operator, and whoever lost an authenticator.
extension Casework {
    /// The id of the person with a login.
    public func person(login: String) async throws(CaseworkError) -> String? {
        try await reading(as: .directory) { (db: borrowing Session) in
            try db.query("select id from person where login = \(login.lowercased())").first?.next(String.self)
        }
    }

    /// Removes a person's second factor. There is no such thing over the network: an operator who could reset the
    /// password and remove the second factor could sign in as anybody.
    public func removeSecondFactor(ofPersonAtConsole person: String) async throws(CaseworkError) {
        let now = clock()
        try await writing(as: .directory) { (db: borrowing Session) in
            try db.execute("delete from second_factor where person = \(person)")
            try db.execute("delete from session where person = \(person)")
            db.onCommit(
                try accountLog.change(
                    by: nil, at: now, origin: .unknown, subject: "second factor of \(person)", ground: "removed"))
        }
    }

    /// Forgets sessions that have ended by themselves.
    public func sweepSessions() async throws(CaseworkError) -> Int {
        let now = clock()
        return try await writing(as: .directory) { (db: borrowing Session) in
            try db.execute("delete from session where expires_at <= \(now.sql) or idle_until <= \(now.sql)")
        }
    }
}
