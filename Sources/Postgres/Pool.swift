internal import Synchronization

/// Carries out what the state machine decides: continuations, timers and the connections themselves.
final class Pool: Sendable {
    struct Lease: Sendable {
        let slot: PoolStateMachine.Slot
        let connection: Connection
    }

    private struct Waiting {
        var continuation: CheckedContinuation<Lease, any Error>
        var timer: Task<Void, Never>

        func fail(_ error: PostgresError) {
            timer.cancel()
            continuation.resume(throwing: error)
        }
    }

    private struct State {
        var machine: PoolStateMachine
        var connections: [Connection?] = []
        var waiting: [PoolStateMachine.Waiter: Waiting] = [:]
        var shutdowns: [CheckedContinuation<Void, Never>] = []

        mutating func finishShutdown() {
            for continuation in shutdowns { continuation.resume() }
            shutdowns = []
        }
    }

    let counters = Counters()
    private let configuration: DatabaseConfiguration
    private let state: Mutex<State>
    private let lastWaiter = Atomic<PoolStateMachine.Waiter>(0)

    private static let closed = PostgresError(.closed, "the database was shut down")
    private static let cancelled = PostgresError(.cancelled, "the task was cancelled")

    init(_ configuration: DatabaseConfiguration) {
        self.configuration = configuration
        state = Mutex(State(machine: PoolStateMachine(capacity: configuration.poolSize)))
    }

    func lease() async throws -> Lease {
        let waiter = lastWaiter.wrappingAdd(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Lease, PostgresError>? = state.withLock { state in
                    switch state.machine.lease(waiter) {
                    case .use(let slot):
                        return state.connections[slot].map { .success(Lease(slot: slot, connection: $0)) }
                    case .create(let slot):
                        let connection = Connection(configuration)
                        state.connections.append(connection)
                        return .success(Lease(slot: slot, connection: connection))
                    case .refuse:
                        return .failure(Self.closed)
                    case .wait:
                        // Asked under the lock: a cancellation either finds the waiter or is seen here.
                        if Task.isCancelled {
                            _ = state.machine.leave(waiter)
                            return .failure(Self.cancelled)
                        }
                        state.waiting[waiter] = Waiting(continuation: continuation, timer: timer(for: waiter))
                        return nil
                    }
                }
                guard let outcome else { return }
                if case .success = outcome { counters.countLease(waited: false) }
                continuation.resume(with: outcome.mapError { $0 as any Error })
            }
        } onCancel: {
            giveUp(waiter, Self.cancelled)
        }
    }

    func release(_ lease: Lease) {
        let served: Waiting? = state.withLock { state in
            switch state.machine.release(lease.slot) {
            case .hand(_, let waiter): return state.waiting.removeValue(forKey: waiter)
            case .keep: return nil
            case .close(let slot, let isLast):
                state.connections[slot] = nil
                if isLast { state.finishShutdown() }
                return nil
            }
        }
        guard let served else { return }
        counters.countLease(waited: true)
        served.timer.cancel()
        served.continuation.resume(returning: lease)
    }

    private func timer(for waiter: PoolStateMachine.Waiter) -> Task<Void, Never> {
        Task {
            guard (try? await Task.sleep(for: configuration.leaseTimeout)) != nil else { return }
            if giveUp(waiter, PostgresError(.poolExhausted, "no connection within \(configuration.leaseTimeout)")) {
                counters.countExhaustion()
            }
        }
    }

    @discardableResult
    private func giveUp(_ waiter: PoolStateMachine.Waiter, _ error: PostgresError) -> Bool {
        let waiting: Waiting? = state.withLock { state in
            state.machine.leave(waiter) ? state.waiting.removeValue(forKey: waiter) : nil
        }
        waiting?.fail(error)
        return waiting != nil
    }

    /// Returns when nobody holds a connection any more.
    func close() async {
        await withCheckedContinuation { continuation in
            let turnedAway = state.withLock { state in
                let (slots, waiters, isLast) = state.machine.close()
                for slot in slots { state.connections[slot] = nil }
                state.shutdowns.append(continuation)
                if isLast { state.finishShutdown() }
                return waiters.compactMap { state.waiting.removeValue(forKey: $0) }
            }
            for waiting in turnedAway { waiting.fail(Self.closed) }
        }
    }

    var statistics: Statistics {
        var statistics = counters.statistics
        (statistics.inUse, statistics.waiting) = state.withLock { ($0.machine.inUse, $0.machine.waiting) }
        return statistics
    }
}
