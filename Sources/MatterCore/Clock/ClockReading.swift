/// What the clock of a duty assignment shows at a moment: each lane cut into intervals, with what each holder has held.
public struct ClockReading: Hashable, Sendable {
    /// How long something took. Instants count by their whole second, so parts add up to the whole.
    public struct Elapsed: Hashable, Codable, Sendable {
        /// By the wall clock.
        public var seconds: Int64 = 0
        /// In office hours on working days.
        public var workingSeconds: Int64 = 0
    }

    /// A turn, `[from, to)`.
    public struct Interval: Hashable, Sendable {
        public let holder: Holder
        public let from: Instant
        /// The moment of the reading if the turn goes on.
        public let to: Instant
        public let isRunning: Bool
        public let elapsed: Elapsed
    }

    /// What one holder has held in a lane.
    public struct Total: Hashable, Sendable {
        public let holder: Holder
        public let turns: Int
        public let isRunning: Bool
        public let elapsed: Elapsed
    }

    public struct Lane: Hashable, Sendable {
        public let kind: ClockLane.Kind
        public let agency: AgencyID?
        public let intervals: [Interval]
        /// One for each holder that had a turn.
        public let totals: [Total]
        public let elapsed: Elapsed

        public var openedAt: Instant { intervals[0].from }
        /// Whose turn it is; nil: the lane has ended.
        public var holder: Holder? { intervals.last.flatMap { $0.isRunning ? $0.holder : nil } }
        public var endedAt: Instant? { intervals.last.flatMap { $0.isRunning ? nil : $0.to } }
    }

    public let lanes: [Lane]

    /// - Parameters:
    ///   - now: the moment of the reading.
    ///   - closedAt: when the matter closed, if it did: nobody can act any more, so every lane ends there.
    public init(
        _ clock: DutyClock, at now: Instant, closedAt: Instant?, _ hours: OfficeHours, _ calendar: WorkCalendar
    ) {
        lanes = clock.lanes.map { lane in
            Lane(lane, until: lane.endedAt ?? closedAt ?? now, isOver: (lane.endedAt ?? closedAt) != nil) { from, to in
                Elapsed(
                    seconds: to.wholeSeconds - from.wholeSeconds,
                    workingSeconds: hours.workingSeconds(from: from, to: to, calendar))
            }
        }
    }
}

extension ClockReading.Lane {
    init(
        _ lane: ClockLane, until end: Instant, isOver: Bool, _ measure: (Instant, Instant) -> ClockReading.Elapsed
    ) {
        kind = lane.kind
        agency = lane.agency
        let last = lane.turns.count - 1
        let intervals = lane.turns.enumerated().map { index, turn in
            // A clock that was set back must not show a turn that ends before it began.
            let to = index < last ? lane.turns[index + 1].since : max(end, turn.since)
            return ClockReading.Interval(
                holder: turn.holder, from: turn.since, to: to, isRunning: index == last && !isOver,
                elapsed: measure(turn.since, to))
        }
        self.intervals = intervals
        totals = Holder.allCases.compactMap { holder in
            let held = intervals.filter { $0.holder == holder }
            guard !held.isEmpty else { return nil }
            return ClockReading.Total(
                holder: holder, turns: held.count, isRunning: held.contains(where: \.isRunning),
                elapsed: ClockReading.Elapsed(sum: held.map(\.elapsed)))
        }
        elapsed = ClockReading.Elapsed(sum: intervals.map(\.elapsed))
    }
}

extension ClockReading.Elapsed {
    fileprivate init(sum all: [Self]) {
        for one in all {
            seconds += one.seconds
            workingSeconds += one.workingSeconds
        }
    }
}
