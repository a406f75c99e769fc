import Synchronization

/// Counts the open streams of each principal at this server.
final class StreamSlots: Sendable {
    private let most: Int
    private let open = Mutex<[String: Int]>([:])

    init(most: Int) { self.most = most }

    /// Given back when the last reference to it goes.
    final class Slot: Sendable {
        private let slots: StreamSlots
        private let owner: String

        fileprivate init(_ slots: StreamSlots, _ owner: String) {
            self.slots = slots
            self.owner = owner
        }

        deinit { slots.giveBack(owner) }
    }

    /// Nil when the owner has as many as one may have.
    func take(_ owner: String) -> Slot? {
        let isFree = open.withLock { open in
            guard open[owner, default: 0] < most else { return false }
            open[owner, default: 0] += 1
            return true
        }
        return isFree ? Slot(self, owner) : nil
    }

    /// Streams that are open now.
    var count: Int { open.withLock { $0.values.reduce(0, +) } }

    private func giveBack(_ owner: String) {
        open.withLock { open in
            let left = open[owner, default: 1] - 1
            open[owner] = left == 0 ? nil : left
        }
    }
}
