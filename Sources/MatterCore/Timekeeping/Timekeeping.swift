/// What time alone does to a matter. Nobody asks for it and nothing is scheduled: given the facts and the moment, each step
/// says what has come due, and done again at once it finds nothing to do. So a sweep that looks at the facts makes up for
/// whatever a crash or a downtime left undone.
public enum Timekeeping {
    /// - Parameters:
    ///   - state: with all assignments that are not settled.
    ///   - context: the principal is `Principal.system`.
    public static func keep(
        _ state: MatterState, _ context: DecisionContext
    ) throws(Refusal) -> (after: MatterState, events: [MatterEvent]) {
        let draft = Draft(state, context)
        return (draft.state, draft.events)
    }
}
