internal import MatterCore
internal import Postgres

/// What can have come due at a moment: for each step of `Timekeeping` where to look for matters that it may concern.
struct Causes {
    /// What the steps read of a matter.
    static let extent = Extent(assignments: .unsettled)

    /// Each selects numbers of matters, from an index.
    let queries: [Query]

    init(at now: Instant, _ calendar: WorkCalendar, _ workflows: [Workflow]) {
        queries = []
    }
}
