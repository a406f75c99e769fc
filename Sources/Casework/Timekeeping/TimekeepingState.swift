internal import Synchronization

/// How the sweeps of this process stand, for the operator.
public final class TimekeepingState: Sendable {
    private struct State {
        var sweeps = 0
        var events = 0
        var failing = 0
    }

    private let state = Mutex(State())

    func publish(_ report: TimekeepingReport) {
        state.withLock { state in
            state.sweeps += 1
            state.events += report.events
            state.failing = report.failing
        }
    }

    /// Sweeps that this process has finished.
    public var sweeps: Int { state.withLock { $0.sweeps } }
    /// Events that they recorded.
    public var events: Int { state.withLock { $0.events } }
    /// Matters that wait after a failure, as the last sweep found them.
    public var failing: Int { state.withLock { $0.failing } }
}
