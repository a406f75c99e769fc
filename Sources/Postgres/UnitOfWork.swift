/// One transaction on one connection: decides what travels with what.
///
/// Begin travels with the first statement, the statements queued by `onCommit` travel with commit, and a unit that never
/// speaks to the database costs no trip at all.
final class UnitOfWork {
    enum Mode: Sendable {
        case read, write

        var begin: Query {
            switch self {
            case .read: "begin isolation level repeatable read read only"
            case .write: "begin isolation level read committed read write"
            }
        }
    }

    private let wire: Wire
    private let mode: Mode
    private let preamble: [Query]
    private let ticket: CancellationTicket
    private(set) var cost = Cost()
    private var queued: [Query] = []
    private var hasBegun = false
    /// The first failure dooms the transaction, even when the closure catches it: PostgreSQL would answer a later
    /// commit with a rollback and no error.
    private(set) var failure: PostgresError?

    init(_ mode: Mode, preamble: [Query], on wire: Wire, ticket: CancellationTicket) {
        self.wire = wire
        self.mode = mode
        self.preamble = preamble
        self.ticket = ticket
    }

    func run(_ queries: [Query]) throws(PostgresError) -> [Rows] {
        if queries.isEmpty { return [] }
        return try exchange(queries)
    }

    func onCommit(_ query: Query) {
        queued.append(query)
    }

    /// Ends the unit well. For a write the answer is awaited; for a read nothing can go wrong any more.
    func commit() throws(PostgresError) {
        if let failure { throw failure }
        guard hasBegun || !queued.isEmpty else { return }
        if mode == .read, queued.isEmpty {
            try? wire.sendWithoutWaiting("commit")
            return
        }
        do throws(PostgresError) {
            let last = try exchange(queued + ["commit"]).last
            // Belt and braces: the server's own word that it was a commit.
            guard last?.result.commandTag == "COMMIT" else {
                throw PostgresError(.server, "the server rolled the transaction back instead of committing it")
            }
            hasBegun = false
        } catch {
            guard error.code == .connection else { throw error }
            var unknown = error
            unknown.code = .commitUnknown
            throw unknown
        }
    }

    /// Ends the unit without effect. A connection that cannot even roll back is not used again.
    func rollback() {
        guard hasBegun, !wire.isLost else { return }
        do {
            cost.roundTrips += 1
            _ = try wire.exchange(["rollback"])
        } catch {
            wire.isLost = true
        }
    }

    private func exchange(_ queries: [Query]) throws(PostgresError) -> [Rows] {
        if ticket.isCancelled { throw PostgresError(.cancelled, "the task was cancelled") }
        if let failure { throw failure }
        var prefix: [Query] = []
        if !hasBegun {
            // Begin first: a deallocation would take a snapshot, after which the isolation level is fixed.
            prefix = [mode.begin]
            for name in wire.statements.takeEvicted() { prefix.append(.once(raw: "deallocate \(name)")) }
            prefix += preamble
            hasBegun = true
        }
        do {
            cost.roundTrips += 1
            cost.statements += queries.count
            let rows = try wire.exchange(prefix + queries).dropFirst(prefix.count)
            cost.rows += rows.reduce(0) { $0 + $1.count }
            return Array(rows)
        } catch {
            var error = error
            if error.code == .timeout, ticket.isCancelled { error.code = .cancelled }
            failure = error
            throw error
        }
    }
}
