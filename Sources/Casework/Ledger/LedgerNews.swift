public import MatterCore
internal import Synchronization

/// Who waits for what in the ledger of this process: the sequencer for commits, readers of feeds for what was sequenced.
public final class LedgerNews: Sendable {
    /// On which the sequencer tells other processes. The acts do not notify: commits that do are serialised.
    public static let channel = "onematter_ledger"

    private struct Waiting {
        let reader: String
        /// Size of the tree at the last signal.
        var seen: Int
        let output: AsyncStream<Void>.Continuation
    }

    private struct State {
        var size = 0
        var pending = 0
        var waiting: [Int: Waiting] = [:]
        var next = 0
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

    /// The tree has grown, here or in another process. Growth may be told twice, and late: each reader is woken once.
    ///
    /// - Returns: Whose readers were woken.
    @discardableResult
    public func publish(_ growth: LedgerGrowth, pending: Int? = nil) -> Set<String> {
        let woken = state.withLock { state -> [Waiting] in
            if let pending { state.pending = pending }
            // Without names it is news only if nobody has named them before.
            let isNews = growth.readers != nil || growth.size > state.size
            state.size = max(state.size, growth.size)
            guard isNews else { return [] }
            return state.waiting.filter { _, one in
                one.seen < growth.size && growth.readers?.contains(one.reader) != false
            }.map { id, one in
                state.waiting[id]?.seen = growth.size
                return one
            }
        }
        woken.forEach { $0.output.yield() }
        return Set(woken.map(\.reader))
    }

    /// News may have been lost: everybody looks for themselves.
    public func wakeAll() {
        state.withLock { $0.waiting.values.map(\.output) }.forEach { $0.yield() }
    }

    /// Size of the tree as far as this process knows.
    public var size: Int { state.withLock { $0.size } }

    /// Entries that the last batch found waiting.
    public var pending: Int { state.withLock { $0.pending } }

    /// A signal whenever the reader's feed has grown; one stands for any number. Ends when the caller stops reading.
    public func growth(for reader: FeedReader) -> AsyncStream<Void> {
        let (stream, output) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.next += 1
            state.waiting[state.next] = Waiting(reader: reader.text, seen: state.size, output: output)
            return state.next
        }
        output.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.waiting.removeValue(forKey: id) }
        }
        return stream
    }
}
