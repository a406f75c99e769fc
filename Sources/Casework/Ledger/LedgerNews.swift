internal import Synchronization

/// Who waits for what in the ledger of this process: the sequencer for commits, readers for what was sequenced.
public final class LedgerNews: Sendable {
    /// On which the sequencer tells other processes. The acts do not notify: commits that do are serialised.
    public static let channel = "onematter_ledger"

    private struct State {
        var size = 0
        var pending = 0
        var readers: [Int: AsyncStream<Int>.Continuation] = [:]
        var nextReader = 0
    }

    private let state = Mutex(State())
    /// One signal stands for any number of commits.
    let commits: AsyncStream<Void>
    private let commit: AsyncStream<Void>.Continuation

    init() {
        (commits, commit) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Something was committed that the sequencer should look at.
    func committed() { commit.yield() }

    /// The tree has grown, here or in another process.
    public func publish(size: Int, pending: Int = 0) {
        let readers = state.withLock { state -> [AsyncStream<Int>.Continuation] in
            state.pending = pending
            guard size > state.size else { return [] }
            state.size = size
            return Array(state.readers.values)
        }
        readers.forEach { $0.yield(size) }
    }

    /// Size of the tree as far as this process knows.
    public var size: Int { state.withLock { $0.size } }

    /// Entries that the last batch found waiting.
    public var pending: Int { state.withLock { $0.pending } }

    /// The size of the tree whenever it has grown, the newest only; ends when the reader stops reading.
    public func sizes() -> AsyncStream<Int> {
        let (stream, output) = AsyncStream<Int>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.nextReader += 1
            state.readers[state.nextReader] = output
            if state.size > 0 { output.yield(state.size) }
            return state.nextReader
        }
        output.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.readers.removeValue(forKey: number) }
        }
        return stream
    }
}
