/// What a sweep did.
public struct TimekeepingReport: Sendable {
    /// Matters to which something happened.
    public internal(set) var matters = 0
    public internal(set) var events = 0
    /// Matters that failed in this sweep.
    public internal(set) var failures: [TimekeepingFailure] = []
    /// Matters that failed and were not set right since, those of earlier sweeps among them.
    public internal(set) var failing = 0

    mutating func add(_ unit: Unit) {
        matters += unit.claimed.count - unit.idle.count - unit.failures.count
        events += unit.events
        failures += unit.failures
    }

    /// What one unit of work did.
    struct Unit: Sendable {
        var claimed: [Int64] = []
        /// Claimed, and nothing to do.
        var idle: [Int64] = []
        var events = 0
        var failures: [TimekeepingFailure] = []

        mutating func add(_ other: Unit) {
            claimed += other.claimed
            idle += other.idle
            events += other.events
            failures += other.failures
        }
    }
}
