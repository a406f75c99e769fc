internal import MatterCore
internal import Postgres

extension Casework {
    /// The one way to read as somebody: whoever reads says what is shown, and that is on record before it is given. A
    /// disclosure waits for the disk; a view goes with the next write. What cannot be put on record is not given.
    ///
    /// - Parameters:
    ///   - subject: The operation that asks, as the API description names it.
    ///   - matter: The one matter that is asked for, if it is one.
    func showing<T: Sendable>(
        _ subject: String, to principal: Principal, of matter: Int64? = nil,
        _ body: @Sendable (_ db: borrowing Session) throws -> (T, Shown)
    ) async throws(CaseworkError) -> T {
        let now = clock()
        let (value, entry) = try await reading(as: .reader(principal, of: matter)) { (db: borrowing Session) in
            let (value, shown) = try body(db)
            return (value, try shown.entry(subject, at: now, to: principal, definitions))
        }
        if let entry { try await record(entry) }
        return value
    }

    /// Puts what was shown on record.
    func record(_ entry: AccessEntry) async throws(CaseworkError) {
        guard entry.kind == .view else { return try await log([entry]) }
        guard logLater([entry]) else { throw .unrecorded("too many entries of the access log wait for the database") }
    }
}
