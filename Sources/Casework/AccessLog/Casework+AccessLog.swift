internal import MatterCore
internal import Postgres

extension Casework {
    /// Puts entries on record; returns when they are on disk. For what must not be known without a record of it:
    /// disclosures, exports. Await it before the answer leaves. Sign-ins and changes of the configuration travel with the
    /// transaction that they tell of.
    public func log(_ entries: [AccessEntry]) async throws(CaseworkError) {
        guard !entries.isEmpty else { return }
        do {
            try await accessWriter.write(entries)
        } catch {
            throw .unrecorded("\(error)")
        }
    }

    /// Puts entries on record with the next write, within a quarter of a second as a rule and at the latest when the
    /// server stops; a server that is killed before loses them. Equal ones of a minute are counted together. For views by
    /// those who handle the matter, and for refusals, where nothing was given.
    ///
    /// - Returns: False if the database has been away so long that no more can be kept.
    @discardableResult
    public func logLater(_ entries: [AccessEntry]) -> Bool {
        accessWriter.keep(entries)
    }

    /// How many entries wait for the next write, and how many could not be kept since the start.
    public var accessLogState: (waiting: Int, lost: Int) { accessWriter.state }

    /// Writes what `logLater` has kept; what was counted in the present minute only if it is to be everything.
    public func flushAccessLog(everything: Bool = false) async throws(CaseworkError) {
        do {
            try await accessWriter.flush(at: everything ? nil : clock())
        } catch {
            throw CaseworkError(error)
        }
    }

    /// So many entries are forgotten in one transaction.
    static let largestForgetting = 5_000

    /// Forgets entries whose time is over, a bounded number at a time; their hashes stay in the ledger. The database
    /// refuses less than 184 days.
    ///
    /// - Returns: How many were forgotten.
    public func forgetAccessEntries(olderThanDays days: Int) async throws(CaseworkError) -> Int {
        var forgotten = 0
        while true {
            let batch = try await writing(as: .service) { (db: borrowing Session) in
                try db.query("select forget_access_entries(\(days), \(Self.largestForgetting))").first?
                    .next(Int.self) ?? 0
            }
            forgotten += batch
            guard batch == Self.largestForgetting, !Task.isCancelled else { return forgotten }
        }
    }
}
