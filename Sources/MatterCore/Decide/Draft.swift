/// The decision in the making: every event that is added is folded into the state at once, so later steps of the same
/// decision see it.
struct Draft {
    private(set) var context: DecisionContext
    private(set) var state: MatterState
    private(set) var events: [MatterEvent] = []

    init(_ state: MatterState, _ context: DecisionContext) {
        self.state = state
        self.context = context
        self.context.calendar = context.calendar.serving(state.court)
    }

    /// Starts a new matter.
    init?(opening opened: MatterOpened, _ context: DecisionContext) {
        let event = MatterEvent(
            number: 1, at: context.now, by: .init(context.principal), body: .matterOpened(opened), matterVersion: 1,
            assignment: nil, assignmentVersion: nil)
        guard let state = MatterState(opening: event) else { return nil }
        self.init(state, context)
        events = [event]
    }

    /// What follows is decided under another version of the definition.
    mutating func adopt(_ workflow: Workflow) { context.workflow = workflow }

    mutating func add(_ body: MatterEvent.Body) {
        let number = body.assignment
        let event = MatterEvent(
            number: state.eventCount + 1, at: context.now, by: .init(context.principal), body: body,
            matterVersion: state.version + (changesVersion(body) ? 1 : 0), assignment: number,
            assignmentVersion: number.map { (state.assignments[$0]?.version ?? 0) + (body.changesDuty ? 1 : 0) })
        state.apply(event)
        events.append(event)
    }

    /// What an act does to deadlines is part of the act, and what time does to them makes nobody's reading stale.
    private func changesVersion(_ body: MatterEvent.Body) -> Bool {
        if body.deadline != nil { return events.isEmpty && !MatterEvent.Author(context.principal).isSystem }
        return body.changesMatter
    }
}

extension MatterEvent.Body {
    /// Duty acts and files do not change the matter's version, so 27 agencies work side by side.
    var changesMatter: Bool {
        if case .attachmentAdded = self { return false }
        return assignment == nil
    }

    /// What the program tells people of a duty does not change the duty: nobody's act becomes stale of it.
    var changesDuty: Bool {
        if case .reminderSent = self { return false }
        return true
    }
}
