internal import Postgres

extension Casework {
    /// Puts entries on record; returns when they are on disk. For what must not be known without a record of it:
    /// disclosures, exports, denials, sign-ins, changes of the configuration. Await it before the answer leaves.
    public func log(_ entries: [AccessEntry]) async throws(CaseworkError) {
        guard !entries.isEmpty else { return }
        do {
            try await accessWriter.write(entries)
        } catch {
            throw CaseworkError(error)
        }
    }

    /// Puts entries on record with the next write, at the latest when the server stops. For views by those who handle
    /// the matter.
    ///
    /// - Returns: False if the database has been away so long that no more can be kept.
    @discardableResult
    public func logLater(_ entries: [AccessEntry]) -> Bool {
        accessWriter.keep(entries)
    }

    /// Forgets entries whose time is over; their hashes stay in the ledger. The database refuses less than 184 days.
    public func forgetAccessEntries(olderThanDays days: Int) async throws(CaseworkError) -> Int {
        try await writing(as: .service) { (db: borrowing Session) in
            try db.query("select forget_access_entries(\(days))").first?.next(Int.self) ?? 0
        }
    }

    /// Writes what `logLater` has kept.
    public func flushAccessLog() async throws(CaseworkError) {
        do {
            try await accessWriter.flush()
        } catch {
            throw CaseworkError(error)
        }
    }
}
