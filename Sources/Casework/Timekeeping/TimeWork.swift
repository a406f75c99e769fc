internal import MatterCore
internal import Postgres

/// One kind of what time does to matters: where to look, what to load, and what the core makes of it.
struct TimeWork: Sendable {
    let extent: Extent
    /// Each selects numbers of matters, from an index.
    let causes: @Sendable (Claim, WorkCalendar) throws -> [Query]
    let decide: @Sendable (MatterState, DecisionContext) throws(Refusal) -> (after: MatterState, events: [MatterEvent])

    /// What comes due.
    static func keeping(_ definitions: Definitions) -> TimeWork {
        TimeWork(extent: Causes.extent) { claim, calendar in
            Causes(at: claim.now, calendar, definitions.all).queries
        } decide: { (state, context) throws(Refusal) in
            try Timekeeping.keep(state, context)
        }
    }

    /// What the calendar moves.
    /// - Parameter stepped: matters in which the core found something that the statements cannot see.
    static func recounting(_ recount: Recount, stepped: [Int64]) -> TimeWork {
        TimeWork(extent: .counted) { claim, _ in
            try recount.matters(claim) + ["select unnest(\(stepped)::bigint[])"]
        } decide: { (state, context) throws(Refusal) in
            try Timekeeping.recount(state, context)
        }
    }
}
