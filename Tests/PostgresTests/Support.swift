import Dispatch
import FoundationEssentials
import Postgres
import Synchronization
import TestCluster
import Testing

/// Runs `body` with a pool of its own on the test cluster and shuts the pool down.
func withDatabase<T>(
    poolSize: Int = 4, leaseTimeout: Duration = .seconds(30), statementTimeout: Duration = .seconds(30),
    idleInTransactionTimeout: Duration = .seconds(30), applicationName: String = "tests",
    _ body: (Database) async throws -> T
) async throws -> T {
    let database = Database(
        DatabaseConfiguration(
            connectionString: try await testConnectionString(), poolSize: poolSize, leaseTimeout: leaseTimeout,
            statementTimeout: statementTimeout, idleInTransactionTimeout: idleInTransactionTimeout,
            applicationName: applicationName))
    do {
        let value = try await body(database)
        await database.shutdown()
        return value
    } catch {
        await database.shutdown()
        throw error
    }
}

/// A name that no other test uses, quoted by nobody.
func uniqueName(_ prefix: String) -> String {
    prefix + "_" + UUID().uuidString.lowercased().split(separator: "-").joined()
}

/// Lets a closure on a database thread and a test wait for each other without sleeping.
final class Meeting: Sendable {
    private let goOn = DispatchSemaphore(value: 0)
    private let arrivals: AsyncStream<Int>
    private let arrival: AsyncStream<Int>.Continuation

    init() {
        (arrivals, arrival) = AsyncStream.makeStream()
    }

    /// In the closure: reports and blocks the database thread until `release`.
    func arrive(_ value: Int = 0) {
        arrival.yield(value)
        goOn.wait()
    }

    /// In the test: waits for `arrive`.
    func arrived() async -> Int {
        var iterator = arrivals.makeAsyncIterator()
        return await iterator.next() ?? -1
    }

    func release() {
        goOn.signal()
    }
}

/// Counts from one, over threads.
final class Counter: Sendable {
    private let count = Atomic(0)

    func next() -> Int {
        count.wrappingAdd(1, ordering: .relaxed).newValue
    }
}

/// Ends a server process from another connection and waits until it is gone.
func terminate(_ process: Int) async throws {
    try await withDatabase(poolSize: 1) { database in
        _ = try await database.read { (db: borrowing Session) in
            try db.query("select pg_terminate_backend(\(process)::int, 10000)").first?.next(Bool.self)
        }
    }
}

/// The error that `body` throws, when it is one of ours.
func postgresError(_ body: () async throws -> Void) async -> PostgresError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? PostgresError
    }
}

/// The pool still serves.
func expectAlive(_ database: Database, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let process = try await database.process()
    #expect(process > 0, sourceLocation: sourceLocation)
}

extension Session {
    /// The number of this connection's server process.
    borrowing func process() throws -> Int {
        try query("select pg_backend_pid()").first?.next(Int.self) ?? 0
    }
}

extension Database {
    /// The number of the server process behind a connection of this pool: the simplest sign of life.
    func process() async throws -> Int {
        try await read { (db: borrowing Session) in try db.process() }
    }
}

/// One database for all suites of this target: they meet only in tables with names of their own.
func testConnectionString() async throws -> String {
    try await shared.value.connectionString
}

private let shared = Task { try await TestCluster.emptyDatabase() }
