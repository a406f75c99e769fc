/// Which parts of a matter an agency reads: those of its own duties. All others who may read a matter read all of it.
public struct Disclosure: Sendable {
    private let unit: OrganisationID?
    /// Assignments that the unit owes, and those that it contributes a part to.
    private let owed: Set<Int>
    private let joined: Set<Int>

    /// - Parameter assignments: at least those of the unit.
    public init(to principal: Principal, assignments: some Sequence<DutyAssignment>) {
        guard principal.role == .agency else {
            unit = nil
            owed = []
            joined = []
            return
        }
        let unit = principal.organisation.id
        self.unit = unit
        owed = Set(assignments.filter { $0.unit == unit }.map(\.number))
        joined = Set(assignments.filter { $0.parts.contains { $0.unit == unit } }.map(\.number))
    }

    /// An agency reads what it recorded and what happened to the duties it owes; never a bundle, which holds the
    /// letters to others.
    public func shows(_ event: MatterEvent) -> Bool {
        guard let unit else { return true }
        return event.by.organisation == unit || event.assignment.map { owed.contains($0) } == true
    }

    /// Those of the events that the reader is shown.
    public func events(_ events: [MatterEvent]) -> [MatterEvent] { events.filter { shows($0) } }

    /// The matter with only the parts that the reader is shown.
    public func parts(of state: MatterState) -> MatterState {
        guard let unit else { return state }
        var state = state
        state.assignments = state.assignments.filter { owed.contains($0.key) || joined.contains($0.key) }
        for number in state.assignments.keys where !owed.contains(number) {
            state.assignments[number]?.parts.removeAll { $0.unit != unit }
            state.assignments[number]?.result = nil
        }
        let files = Set(
            state.assignments.values.flatMap { assignment in
                assignment.materials.map(\.attachment) + (assignment.result?.attachments ?? [])
                    + assignment.parts.flatMap(\.attachments)
            })
        state.attachments = state.attachments.filter { $0.value.addedBy == unit || files.contains($0.key) }
        // Kinds of instruments are opened by duties, in the definition.
        state.instruments = [:]
        state.requests = state.requests.compactMapValues { request in
            let own = request.assignments.filter { state.assignments[$0] != nil }
            guard !own.isEmpty else { return nil }
            return AssistanceRequest(
                number: request.number, filedBy: request.filedBy, filedAt: request.filedAt, note: request.note,
                assignments: own)
        }
        return state
    }
}
