internal import MatterCore
internal import Postgres

/// What can have come due at a moment: for each step of `Timekeeping` where to look for matters that it may concern.
struct Causes {
    /// What the steps read of a matter.
    static let extent = Extent(assignments: .unsettled, deadlines: .unsettled)

    /// Each selects numbers of matters, from an index.
    let queries: [Query]

    init(at now: Instant, _ calendar: WorkCalendar, _ workflows: [Workflow]) {
        queries = [
            // Ends that have passed. Each is over once: it leaves this index.
            """
            select matter_id from deadline where state = 'open' and nature <> 'look_back' and due_on < \(now.legalDate.sql)
            """
        ]
    }
}
