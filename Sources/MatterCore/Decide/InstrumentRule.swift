/// Which recorded instruments can carry a move. A ruling carries one move of the procedure: it was recorded in the status
/// that the move leaves, and is not older than what it rests on. A stage follows what was ruled: any of the kind will do.
struct InstrumentRule {
    /// Instruments up to this number belong to earlier statuses.
    private let last: Int
    /// What the instrument rests on happened on this day.
    let earliest: LegalDate?

    init(_ move: Move, _ state: MatterState) {
        guard move.machine == .procedure else {
            last = 0
            earliest = nil
            return
        }
        last = state.instrumentsBeforeStatus
        let milestones = move.guards.compactMap { condition in
            if case .milestone(let id) = condition { state.milestones[id] } else { nil }
        }
        let turn = state.terminatedOn ?? state.acceptedOn ?? state.filing?.filedOn
        earliest = (milestones + [turn].compactMap(\.self)).max()
    }

    func isFresh(_ instrument: Instrument) -> Bool { instrument.number > last }

    func carries(_ instrument: Instrument) -> Bool {
        isFresh(instrument) && earliest.map { $0 <= instrument.content.issuedOn } != false
    }
}
