/// What time alone does to a matter. Nobody asks for it and nothing is scheduled: given the facts and the moment, each step
/// says what has come due, and done again at once it finds nothing to do. So a sweep that looks at the facts makes up for
/// whatever a crash or a downtime left undone.
public enum Timekeeping {
    /// - Parameters:
    ///   - state: with all assignments and deadlines that are not settled.
    ///   - context: the principal is `Principal.system`.
    public static func keep(
        _ state: MatterState, _ context: DecisionContext
    ) throws(Refusal) -> (after: MatterState, events: [MatterEvent]) {
        var draft = Draft(state, context)
        draft.lapseDeadlines()
        remind(&draft)
        return (draft.state, draft.events)
    }

    /// Counts again by the calendar of the context what may still move.
    /// - Parameter state: with all assignments that are not settled, and all deadlines.
    public static func recount(
        _ state: MatterState, _ context: DecisionContext
    ) throws(Refusal) -> (after: MatterState, events: [MatterEvent]) {
        var draft = Draft(state, context)
        try draft.recount()
        return (draft.state, draft.events)
    }
}
