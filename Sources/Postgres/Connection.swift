/// One place in the pool: a thread, and the connection that is open on it at the moment.
///
/// A lost connection is replaced on the next use, which is also how a failed-over server is found again.
actor Connection {
    nonisolated let thread = ConnectionThread()
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    private let configuration: DatabaseConfiguration
    private var wire: Wire?

    init(_ configuration: DatabaseConfiguration) {
        self.configuration = configuration
    }

    // An ordinary deinit: the wire closes itself, and an isolated one would need the thread that is about to end.
    deinit { thread.stop() }

    /// Runs a unit of work from begin to commit or rollback. No `await` can occur in between, so a transaction never
    /// waits for anything but the database.
    func run<T: Sendable>(
        _ mode: UnitOfWork.Mode, preamble: [Query], ticket: CancellationTicket, counters: Counters,
        _ body: @Sendable (borrowing Session) throws -> T
    ) throws -> T {
        let wire = try openWire(counters)
        let unit = UnitOfWork(mode, preamble: preamble, on: wire, ticket: ticket)
        ticket.begin(wire.canceller)
        defer {
            counters.add(unit.cost)
            CostMeter.current?.add(unit.cost)
        }
        do {
            let value = try body(Session(unit: unit))
            try unit.commit()
            ticket.end()
            return value
        } catch {
            ticket.end()
            unit.rollback()
            if wire.isLost { self.wire = nil }
            // What can be cured by running again is never hidden behind what the closure made of it.
            if let failure = unit.failure, failure.isRetryable { throw failure }
            throw error
        }
    }

    func script(_ sql: String, ticket: CancellationTicket, counters: Counters) throws {
        let wire = try openWire(counters)
        ticket.begin(wire.canceller)
        defer {
            ticket.end()
            if wire.isLost { self.wire = nil }
            counters.add(Cost(roundTrips: 1, statements: 1))
        }
        do {
            try wire.script(sql)
        } catch {
            guard error.code == .timeout, ticket.isCancelled else { throw error }
            throw PostgresError(.cancelled, "the task was cancelled")
        }
    }

    private func openWire(_ counters: Counters) throws(PostgresError) -> Wire {
        if let wire, wire.checkIdle() { return wire }
        wire = nil
        let opened = try Wire(configuration)
        counters.countConnect()
        wire = opened
        return opened
    }
}
