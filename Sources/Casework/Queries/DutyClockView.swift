public import MatterCore

/// The fair clock of a duty assignment as people read it: for each lane whose turn it was from when to when, and what
/// each holder has held. Who only contributes a part is shown the lane of that part.
public struct DutyClockView: Codable, Sendable {
    public struct Lane: Codable, Sendable {
        public let kind: ClockLane.Kind
        /// Who `unit` is in this lane; nil in the lane of an extension, which no unit holds.
        public let agency: AgencyID?
        public let unit: NamedOrganisation?
        /// Whose turn it is; nil: the lane has ended.
        public let holder: Holder?
        public let openedAt: String
        public let endedAt: String?
        public let seconds: Int64
        public let workingSeconds: Int64
        public let intervals: [Interval]
        public let totals: [Total]
        public let explanation: LocalText
    }

    public struct Interval: Codable, Sendable {
        public let holder: Holder
        public let from: String
        /// Nil: the turn goes on.
        public let to: String?
        public let seconds: Int64
        public let workingSeconds: Int64
    }

    public struct Total: Codable, Sendable {
        public let holder: Holder
        public let turns: Int
        public let isRunning: Bool
        public let seconds: Int64
        public let workingSeconds: Int64
    }

    /// Within a day, `HH:MM`, Asia/Shanghai.
    public struct Span: Codable, Sendable {
        public let from: String
        public let to: String
    }

    public let matter: Int64
    public let assignment: Int
    public let duty: DutyID
    /// The moment of the reading.
    public let at: String
    public let officeHours: [Span]
    public let basis: LegalBasis
    public let lanes: [Lane]
}

extension DutyClockView {
    init(
        _ assignment: DutyAssignment, of visible: VisibleMatter, at now: Instant, _ calendar: WorkCalendar,
        _ names: OrganisationNames
    ) {
        let hours = OfficeHours.practice
        // An agency is not shown when the matter closed.
        let closedAt = visible.disclosure.isRestricted ? nil : visible.state.closedAt
        let reading = ClockReading(assignment.clock, at: now, closedAt: closedAt, hours, calendar)
        matter = visible.state.id
        self.assignment = assignment.number
        duty = assignment.duty
        at = now.description
        officeHours = hours.spans.map { Span(from: Self.time($0.from), to: Self.time($0.to)) }
        basis = hours.basis
        lanes = reading.lanes.map { lane in
            let part = assignment.parts.first { $0.agency == lane.agency }
            let unit = lane.kind == .lead ? assignment.unit : part?.unit
            return Lane(
                kind: lane.kind, agency: lane.kind == .lead ? assignment.agency : lane.agency,
                unit: unit.map { names[$0] }, holder: lane.holder, openedAt: lane.openedAt.description,
                endedAt: lane.endedAt?.description, seconds: lane.elapsed.seconds,
                workingSeconds: lane.elapsed.workingSeconds, intervals: lane.intervals.map { Interval($0) },
                totals: lane.totals.map { Total($0) }, explanation: lane.explanation)
        }
    }

    private static func time(_ seconds: Int64) -> String {
        func pad(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(pad(seconds / 3_600)):\(pad(seconds / 60 % 60))"
    }
}

extension DutyClockView.Interval {
    fileprivate init(_ interval: ClockReading.Interval) {
        self.init(
            holder: interval.holder, from: interval.from.description,
            to: interval.isRunning ? nil : interval.to.description, seconds: interval.elapsed.seconds,
            workingSeconds: interval.elapsed.workingSeconds)
    }
}

extension DutyClockView.Total {
    fileprivate init(_ total: ClockReading.Total) {
        self.init(
            holder: total.holder, turns: total.turns, isRunning: total.isRunning, seconds: total.elapsed.seconds,
            workingSeconds: total.elapsed.workingSeconds)
    }
}
