internal import Synchronization

/// Counters since start, and how the pool stands now; for metrics.
public struct Statistics: Sendable {
    /// Units of work that got a connection.
    public var leases = 0
    /// Leases that had to wait.
    public var waits = 0
    /// Callers that got no connection in time.
    public var exhaustions = 0
    /// Units that ran again after a serialisation failure or a deadlock.
    public var retries = 0
    /// Connections opened.
    public var connects = 0
    /// Round trips, statements and rows of all units.
    public var cost = Cost()
    /// Connections in use now.
    public var inUse = 0
    /// Callers waiting now.
    public var waiting = 0
}

/// The counters that connections and the pool share.
final class Counters: Sendable {
    private let totals = Mutex(Statistics())

    var statistics: Statistics { totals.withLock { $0 } }

    func add(_ cost: Cost) {
        totals.withLock { $0.cost += cost }
    }

    func countLease(waited: Bool) {
        totals.withLock {
            $0.leases += 1
            if waited { $0.waits += 1 }
        }
    }

    func countExhaustion() { totals.withLock { $0.exhaustions += 1 } }
    func countRetry() { totals.withLock { $0.retries += 1 } }
    func countConnect() { totals.withLock { $0.connects += 1 } }
}
