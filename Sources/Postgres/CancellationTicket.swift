internal import Synchronization

/// Ties the cancellation of a task to the unit of work it asked for, and to no other: once the unit is over, its
/// connection may already serve somebody else.
final class CancellationTicket: Sendable {
    private struct State {
        var isCancelled = false
        var canceller: Canceller?
    }

    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// From now on cancellation reaches the server.
    func begin(_ canceller: Canceller) {
        state.withLock { $0.canceller = canceller }
    }

    /// Waits for a cancellation in progress, so that a late one cannot hit the next statement.
    func end() {
        state.withLock { $0.canceller = nil }
    }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.canceller?.cancel()
        }
    }
}
