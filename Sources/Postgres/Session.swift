/// The database during one unit of work. It cannot leave the closure it is given to.
///
/// Write the parameter's type out, `(db: borrowing Session)`: left implicit, some mistakes crash the compiler instead of
/// being reported.
public struct Session: ~Copyable {
    let unit: UnitOfWork

    /// Runs one statement in one round trip; the first one carries begin.
    public func query(_ query: Query) throws(PostgresError) -> Rows {
        guard let rows = try unit.run([query]).first else {
            throw PostgresError(.decoding, "the statement gave no result")
        }
        return rows
    }

    /// Runs several statements in one round trip; results come in the same order. When one fails, the rest is skipped
    /// and its error is thrown.
    public func query(_ queries: [Query]) throws(PostgresError) -> [Rows] {
        try unit.run(queries)
    }

    /// Runs one statement in one round trip and returns the number of rows it touched.
    @discardableResult
    public func execute(_ query: Query) throws(PostgresError) -> Int {
        try self.query(query).affected
    }

    /// Queues a statement whose result is not needed: it travels with commit, in the same round trip.
    public func onCommit(_ query: Query) {
        unit.onCommit(query)
    }

    /// Round trips of this unit so far. `Database.measuringCost` also counts the commit.
    public var roundTrips: Int { unit.cost.roundTrips }
}
