internal import Foundation
internal import Synchronization

/// Runs password hashing on threads of its own, few at a time: a flood of sign-ins can neither block the threads that
/// answer requests nor take all processors and memory. Who comes when too many wait is turned away at once.
public final class PasswordHasher: Sendable {
    /// Too many hashes are being computed.
    public struct Overloaded: Error {}

    private struct State {
        var running = 0
        var started = 0
        var waiting: [CheckedContinuation<Bool, Never>] = []
    }

    private let state = Mutex(State())
    private let slots: Int
    private let places: Int

    /// - Parameters:
    ///   - slots: How many hashes are computed at a time.
    ///   - places: How many may wait.
    public init(slots: Int = 2, places: Int = 64) {
        self.slots = slots
        self.places = places
    }

    /// How many hashes were computed, or are.
    package var count: Int { state.withLock { $0.started } }

    /// Does the work on a thread of its own when it is its turn.
    public func run<T: Sendable>(_ work: @escaping @Sendable () -> T) async throws(Overloaded) -> T {
        guard await enter() else { throw Overloaded() }
        state.withLock { $0.started += 1 }
        defer { leave() }
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }

    private func enter() async -> Bool {
        await withCheckedContinuation { turn in
            let answer: Bool? = state.withLock { state in
                if state.running < slots {
                    state.running += 1
                    return true
                }
                guard state.waiting.count < places else { return false }
                state.waiting.append(turn)
                return nil
            }
            if let answer { turn.resume(returning: answer) }
        }
    }

    /// The slot is passed on to who waits longest.
    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.running -= 1
            return nil
        }
        next?.resume(returning: true)
    }
}
