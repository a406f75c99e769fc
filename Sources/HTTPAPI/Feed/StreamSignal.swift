import Synchronization

/// What the one who writes a stream is told by those who watch over it.
final class StreamSignal: Sendable {
    private struct State {
        var isEnding = false
        var isHeartbeatDue = false
        var writingSince: ContinuousClock.Instant?
        var endingSince: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    /// One signal stands for any number.
    let wakes: AsyncStream<Void>
    private let output: AsyncStream<Void>.Continuation

    init() {
        (wakes, output) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// There may be something to write.
    func wake() { output.yield() }

    /// A sign of life is due.
    func beat() {
        state.withLock { $0.isHeartbeatDue = true }
        output.yield()
    }

    /// The stream is to end after what is being written.
    func end() {
        state.withLock { state in
            state.isEnding = true
            state.endingSince = state.endingSince ?? .now
        }
        output.yield()
    }

    var isEnding: Bool { state.withLock { $0.isEnding } }

    func takeHeartbeat() -> Bool {
        state.withLock { state in
            defer { state.isHeartbeatDue = false }
            return state.isHeartbeatDue
        }
    }

    func beginsToWrite() { state.withLock { $0.writingSince = .now } }
    func hasWritten() { state.withLock { $0.writingSince = nil } }

    /// Whether the client takes too long to read: so long in general, and a second once the stream is to end.
    func isStuck(patience: Duration) -> Bool {
        state.withLock { state in
            guard let since = state.writingSince else { return false }
            if ContinuousClock.now - since > patience { return true }
            guard let ending = state.endingSince else { return false }
            return ContinuousClock.now - max(since, ending) > .seconds(1)
        }
    }
}
