/// Who holds which connection: events in, actions out, no clock, no sockets, no tasks.
///
/// Connections are numbered from zero and created when first needed. Of the free ones the last used is taken, because
/// its server process is warm; those who wait are served in the order they came.
struct PoolStateMachine {
    typealias Slot = Int
    typealias Waiter = UInt64

    enum LeaseAction: Equatable {
        case use(Slot)
        /// The connection with this number does not exist yet.
        case create(Slot)
        case wait
        case refuse
    }

    enum ReleaseAction: Equatable {
        case hand(Slot, to: Waiter)
        case keep
        /// The pool is closing; `isLast` when nobody holds a connection any more.
        case close(Slot, isLast: Bool)
    }

    private let capacity: Int
    private var created = 0
    private var free: [Slot] = []
    private var waiters: [Waiter] = []
    private var isClosed = false

    init(capacity: Int) {
        self.capacity = capacity
    }

    var inUse: Int { created - free.count }
    var waiting: Int { waiters.count }

    mutating func lease(_ waiter: Waiter) -> LeaseAction {
        if isClosed { return .refuse }
        if let slot = free.popLast() { return .use(slot) }
        if created < capacity {
            created += 1
            return .create(created - 1)
        }
        waiters.append(waiter)
        return .wait
    }

    mutating func release(_ slot: Slot) -> ReleaseAction {
        if !waiters.isEmpty { return .hand(slot, to: waiters.removeFirst()) }
        free.append(slot)
        return isClosed ? .close(slot, isLast: inUse == 0) : .keep
    }

    /// A waiter's time is up or its task was cancelled. False when it has been served already.
    mutating func leave(_ waiter: Waiter) -> Bool {
        guard let index = waiters.firstIndex(of: waiter) else { return false }
        waiters.remove(at: index)
        return true
    }

    /// No more leases. Free connections close now, the others when they are released; waiters are turned away.
    mutating func close() -> (close: [Slot], turnAway: [Waiter], isLast: Bool) {
        defer { waiters = [] }
        let first = !isClosed
        isClosed = true
        return (first ? free : [], waiters, inUse == 0)
    }
}
