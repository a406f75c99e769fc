import Synchronization

/// A token bucket for each caller, held as one number: the moment at which it is full again (the generic cell rate
/// algorithm). Of this process alone; another one counts for itself.
///
/// Memory is bounded: callers are kept in two halves, and when the newer half is full the older one is forgotten. Whoever
/// is forgotten starts with a full bucket, so a crowd of more callers than there is room for loosens the limit and never
/// fills the memory.
final class RateMeter: Sendable {
    enum Verdict: Equatable {
        case allowed(remaining: Int)
        /// Nanoseconds until the next request would be allowed.
        case refused(wait: Int64)
    }

    let rule: RateRule
    private let interval: Int64
    private let half: Int
    private let clock: @Sendable () -> Int64
    private let full = Mutex((newer: [String: Int64](), older: [String: Int64]()))

    /// - Parameter clock: Nanoseconds that only ever grow.
    init(_ rule: RateRule, capacity: Int = 20_000, clock: @escaping @Sendable () -> Int64) {
        self.rule = rule
        self.clock = clock
        half = max(1, capacity / 2)
        interval = 60_000_000_000 / Int64(rule.perMinute)
    }

    func take(_ caller: String) -> Verdict {
        let now = clock()
        return full.withLock { callers in
            let known = callers.newer[caller] ?? callers.older[caller] ?? now
            let next = max(known, now) + interval
            let excess = next - now - interval * Int64(rule.burst)
            guard excess <= 0 else { return .refused(wait: excess) }
            if callers.newer[caller] == nil, callers.newer.count >= half {
                callers = (newer: [:], older: callers.newer)
            }
            callers.newer[caller] = next
            return .allowed(remaining: Int(-excess / interval))
        }
    }

    /// How many callers are remembered.
    var count: Int { full.withLock { $0.newer.count + $0.older.count } }
}
