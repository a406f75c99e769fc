/// Things that somebody may do on paper, but never where or when they are needed.
extension Gate {
    func obstacleFindings() -> [Finding] {
        let content = workflow.content
        var findings: [Finding] = []
        for (index, milestone) in content.milestones.enumerated()
        where product.authority.may(.recordMilestone, milestone.roles) && !isEverRecorded(milestone) {
            findings.append(
                nobody(
                    "record the milestone \(milestone.id) in a stage and status that a matter can be in",
                    "milestones[\(index)]"))
        }
        for (index, instrument) in content.instruments.enumerated()
        where product.authority.mayIssue(instrument.id) && !isEverIssued(instrument.id) {
            findings.append(
                nobody(
                    "record the instrument \(instrument.id) in a status that a matter can be in",
                    "instruments[\(index)].statuses"))
        }
        for index in content.moves.indices where !isEverEnabled(index) { findings += obstacles(index) }
        return findings
    }

    func isEverRecorded(_ milestone: Milestone) -> Bool {
        reachedPlaces.contains { product.isRecordable(milestone, in: product.stage($0), product.status($0)) }
            && (milestone.instrument.map(isEverIssued) ?? true)
    }

    private func isEverIssued(_ kind: InstrumentKindID) -> Bool {
        reachedPlaces.contains { product.authority.mayIssue(kind, in: product.status($0).id) }
            || workflow.content.openings.contains { $0.instruments.contains(kind) }
    }

    func isEverEnabled(_ move: Int) -> Bool {
        reachedPlaces.contains { place in
            zip(product.steps[place], exploration.firstEnabled[place]).contains { $0.moveIndex == move && $1 != nil }
        }
    }

    /// Instruments that are recorded in no status that the move of the procedure leaves.
    private func uncarried(_ index: Int) -> [Finding] {
        let move = workflow.content.moves[index]
        guard move.machine == .procedure else { return [] }
        return move.instruments.filter { kind in
            !move.from.contains { product.authority.mayIssue(kind, in: StatusID($0)) }
        }.map { nobody("record the instrument \($0) in time for the move \(move.id)", "moves[\(index)].instruments") }
    }

    /// Why the move is never enabled, as far as one fact alone explains it.
    private func obstacles(_ index: Int) -> [Finding] {
        let places = Set(reachedPlaces.filter { place in product.steps[place].contains { $0.moveIndex == index } })
        guard !places.isEmpty else { return uncarried(index) }
        let step = places.flatMap { product.steps[$0] }.first { $0.moveIndex == index }
        let required = places.flatMap { product.steps[$0] }.filter { $0.moveIndex == index }
            .reduce(step?.requires ?? 0) { $0 & $1.requires }
        let held = exploration.states.indices.filter { places.contains(exploration.place($0)) }
            .reduce(UInt64(0)) { $0 | exploration.bits($1) }
        let move = workflow.content.moves[index]
        return product.facts.facts.filter { product.facts[$0] & required & ~held != 0 }.compactMap { fact in
            switch fact {
            case .milestone(let id):
                nobody("record the milestone \(id) in time for the move \(move.id)", "moves[\(index)].guards")
            case .instrument(let id):
                nobody("record the instrument \(id) in time for the move \(move.id)", "moves[\(index)].instruments")
            case .judgeAssigned: nobody("assign a judge in time for the move \(move.id)", "moves[\(index)].guards")
            case .administratorAppointed:
                nobody("appoint an administrator in time for the move \(move.id)", "moves[\(index)].guards")
            default: nil
            }
        }
    }
}
