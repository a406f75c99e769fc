/// A pool of connections and the two verbs of the module: `read` and `write`.
///
/// Both take a synchronous closure that runs on a database thread inside one transaction. Nothing connects before the
/// first use, and a lost connection is replaced on its next use, so a restarted or failed-over server is found again
/// without help.
public final class Database: Sendable {
    private let pool: Pool

    /// How often a unit runs again after a serialisation failure or a deadlock.
    private static let maximumRetries = 3

    public init(_ configuration: DatabaseConfiguration) {
        pool = Pool(configuration)
    }

    /// Runs `body` in a read-only transaction on one snapshot.
    ///
    /// - Parameter preamble: Statements that travel with begin, for example settings of this transaction.
    public func read<T: Sendable>(
        preamble: [Query] = [], _ body: @Sendable (_ db: borrowing Session) throws -> T
    ) async throws -> T {
        try await withLease { lease, ticket in
            try await lease.connection.run(
                .read, preamble: preamble, ticket: ticket, counters: pool.counters, body)
        }
    }

    /// Runs `body` in a transaction and commits when it returns, or rolls back when it throws.
    ///
    /// After a serialisation failure or a deadlock `body` runs again, up to three times: it must have no effect but on
    /// the database. `.commitUnknown` means that nobody can say whether it was stored.
    @discardableResult
    ///
    /// - Parameter preamble: Statements that travel with begin, for example settings of this transaction.
    public func write<T: Sendable>(
        preamble: [Query] = [], _ body: @Sendable (_ db: borrowing Session) throws -> T
    ) async throws -> T {
        var attempt = 0
        while true {
            do {
                return try await withLease { lease, ticket in
                    try await lease.connection.run(
                        .write, preamble: preamble, ticket: ticket, counters: pool.counters, body)
                }
            } catch let error as PostgresError where error.isRetryable && attempt < Self.maximumRetries {
                attempt += 1
                pool.counters.countRetry()
                // Random, so that two units that met do not meet again. A cancelled wait ends at the next lease.
                try? await Task.sleep(for: .milliseconds(Int.random(in: 1...(8 << attempt))))
            }
        }
    }

    /// Runs the statements of a text, for example a schema, in one transaction unless the text says otherwise.
    public func script(_ sql: String) async throws {
        try await withLease { lease, ticket in
            try await lease.connection.script(sql, ticket: ticket, counters: pool.counters)
        }
    }

    /// Waits until the task is cancelled, then shuts down: the shape of a service.
    public func run() async {
        let (stream, end) = AsyncStream<Void>.makeStream()
        // Only cancellation ends the stream.
        defer { end.finish() }
        for await _ in stream {}
        await shutdown()
    }

    /// Refuses new work, turns away who waits, lets running units end, and closes all connections.
    public func shutdown() async {
        await pool.close()
    }

    /// Counters since start, and how the pool stands now.
    public var statistics: Statistics {
        pool.statistics
    }

    private func withLease<T: Sendable>(_ body: (Pool.Lease, CancellationTicket) async throws -> T) async throws -> T {
        let ticket = CancellationTicket()
        return try await withTaskCancellationHandler {
            let lease = try await pool.lease()
            defer { pool.release(lease) }
            return try await body(lease, ticket)
        } onCancel: {
            ticket.cancel()
        }
    }
}
