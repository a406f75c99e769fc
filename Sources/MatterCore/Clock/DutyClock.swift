/// The fair clock of a duty assignment: whose turn it was from when to when. It is folded from the events of the
/// assignment and holds instants only; what of them is working time is counted when it is read (`ClockReading`).
public struct DutyClock: Hashable, Codable, Sendable {
    /// The lead lane first, then one for each co-agency, then that of the extension if one was asked for.
    public internal(set) var lanes: [ClockLane]

    init(openedAt: Instant, parts: [DutyAssignment.Part]) {
        lanes =
            [ClockLane(.lead, holder: .unit, since: openedAt)]
            + parts.map { ClockLane(.part, agency: $0.agency, holder: .unit, since: openedAt) }
    }

    /// Takes over what an event made of the assignment.
    mutating func follow(_ assignment: DutyAssignment, at: Instant) {
        if assignment.extension != nil, !lanes.contains(where: { $0.kind == .extension }) {
            lanes.append(ClockLane(.extension, holder: .judge, since: at))
        }
        for index in lanes.indices { lanes[index].pass(to: assignment.holder(in: lanes[index]), at: at) }
    }
}

extension DutyAssignment {
    /// Leaves of the clock only the lanes of the parts that are there.
    mutating func keepClockOfOwnParts() {
        let own = parts.map(\.agency)
        clock.lanes.removeAll { lane in lane.agency.map(own.contains) != true }
    }
}
