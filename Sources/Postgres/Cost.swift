internal import Synchronization

/// What a unit of work, or several, cost the database.
public struct Cost: Hashable, Sendable {
    /// Times that the program waited for the server.
    public var roundTrips: Int
    /// Statements of the program; begin, commit and rollback are not counted.
    public var statements: Int
    /// Rows that came back.
    public var rows: Int

    public init(roundTrips: Int = 0, statements: Int = 0, rows: Int = 0) {
        self.roundTrips = roundTrips
        self.statements = statements
        self.rows = rows
    }

    static func += (left: inout Cost, right: Cost) {
        left.roundTrips += right.roundTrips
        left.statements += right.statements
        left.rows += right.rows
    }
}

extension Database {
    /// Runs `body` and adds up what it and its child tasks cost, commits and retries included. For tests that hold a
    /// use case to its number of round trips.
    public static func measuringCost<T>(_ body: () async throws -> T) async rethrows -> (value: T, cost: Cost) {
        let meter = CostMeter()
        let value = try await CostMeter.$current.withValue(meter) { try await body() }
        return (value, meter.cost)
    }
}

final class CostMeter: Sendable {
    @TaskLocal static var current: CostMeter?

    private let total = Mutex(Cost())

    var cost: Cost { total.withLock { $0 } }

    func add(_ cost: Cost) {
        total.withLock { $0 += cost }
    }
}
