internal import MatterCore
internal import Postgres

/// Lets the core count what is counted in several steps, in one matter after the other, and changes nothing.
struct SteppedMoves {
    let recount: Recount
    let definitions: Definitions
    let now: Instant
    /// Matters that are loaded at a time.
    private static let batch = 256

    /// - Parameters:
    ///   - matter: Where to go on.
    ///   - condition: On `matter`.
    ///   - body: Takes the moves of the next matters; false: enough.
    func each(
        after matter: Int64 = 0, where condition: Query = "true", _ db: borrowing Session,
        _ body: ([CalendarMove]) throws -> Bool
    ) throws {
        var last = matter
        while let query = recount.stepped(after: last, limit: Self.batch, where: condition) {
            let ids = try db.query(query).map { try $0.next(Int64.self) }
            guard let highest = ids.last else { return }
            last = highest
            let store = MatterStore(Dictionary(uniqueKeysWithValues: ids.map { ($0, Extent.counted) }))
            var answers = try db.query(store.queries(locking: false))[...]
            let states = try store.states(&answers)
            let found = try states.values.sorted { $0.id < $1.id }.flatMap { try moves(of: $0) }
            guard try body(found), ids.count == Self.batch else { return }
        }
    }

    private func moves(of state: MatterState) throws -> [CalendarMove] {
        let context = DecisionContext(
            workflow: try definitions.workflow(state.workflow), calendar: recount.calendar,
            principal: .system(of: state.court, region: state.region), now: now)
        // One that the core cannot count is on record as a failure once it is tried in earnest.
        guard let (_, events) = try? Timekeeping.recount(state, context) else { return [] }
        return events.filter { isStepped($0, in: state) }.compactMap { CalendarMove($0, in: state) }
    }

    private func isStepped(_ event: MatterEvent, in state: MatterState) -> Bool {
        if let number = event.assignment { return state.assignments[number]?.counting == .steps }
        return event.body.deadline.flatMap { state.deadlines[$0]?.counting } == .steps
    }
}

extension Extent {
    /// What counting again reads of a matter.
    static let counted = Extent(assignments: .unsettled, deadlines: .all)
}
