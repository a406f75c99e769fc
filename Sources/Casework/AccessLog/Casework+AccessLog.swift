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

    /// Writes what `logLater` has kept.
    public func flushAccessLog() async throws(CaseworkError) {
        do {
            try await accessWriter.flush()
        } catch {
            throw CaseworkError(error)
        }
    }
}
