/// What the law never allows, and requests that two moves answer.
extension Gate {
    func prohibitionFindings() -> [Finding] {
        workflow.content.prohibitions.enumerated().compactMap { index, prohibition in
            guard let trace = violation(of: prohibition.rule) else { return nil }
            return Self.finding(
                "forbidden-move-reachable", "The prohibition \(prohibition.id) can be broken.",
                "prohibitions[\(index)]", trace)
        }
    }

    /// A shortest way to break the rule; nil if there is none.
    private func violation(of rule: Prohibition.Rule) -> [String]? {
        switch rule {
        case .move(let machine, let from, let to):
            return firstMove { move, place in
                move.machine == machine && from.contains(state(of: machine, in: place)) && to.contains(move.to)
            }
        case .moveWithoutInstrument(let machine, let from, let to, let instruments):
            let lacks = { (given: [InstrumentKindID]) in !instruments.allSatisfy(given.contains) }
            if from.isEmpty,
                let step = product.openings.first(where: { step in
                    guard case .opening(let index, _) = step.kind else { return false }
                    return to.contains(state(of: machine, in: step.target))
                        && lacks(workflow.content.openings[index].instruments)
                })
            {
                return [product.label(step)]
            }
            return firstMove { move, place in
                move.machine == machine && (from.isEmpty || from.contains(state(of: machine, in: place)))
                    && to.contains(move.to) && lacks(move.instruments)
            }
        case .state(let stages, let statuses, let milestone):
            let exempt = milestone.map { product.facts[.milestone($0)] } ?? 0
            return firstState(where: { stages.contains($0.id) && statuses.contains($1.id) }, { $0 & exempt == 0 })
                .map(exploration.trace)
        case .leaveStage(let stage, let duty, let milestone):
            let completed = product.facts[.dutyCompleted(duty)]
            let recorded = product.facts[.milestone(milestone)]
            let state = firstState(where: { place, _ in place.id == stage }) { bits in
                bits & completed != 0 && bits & recorded == 0
            } and: { state in
                stageExit(state) != nil
            }
            return state.flatMap { state in stageExit(state).map { exploration.trace(to: state, then: $0) } }
        case .milestoneOutside(let id, let statuses):
            guard let milestone = workflow.milestone(id) else { return nil }
            return firstState(where: { !statuses.contains($1.id) && product.isRecordable(milestone, in: $0, $1) })
                .map { exploration.trace(to: $0) + ["milestone \(id)"] }
        case .never(let after, let statuses):
            let reached = product.facts[.reached(after)]
            return firstState(where: { statuses.contains($1.id) }, { $0 & reached != 0 }).map(exploration.trace)
        }
    }

    /// The first state, breadth first, in a place and with facts of a kind.
    private func firstState(
        where isPlace: (Stage, ProcedureStatus) -> Bool, _ holds: (_ bits: UInt64) -> Bool = { _ in true },
        and isState: (_ state: Int) -> Bool = { _ in true }
    ) -> Int? {
        let places = (0..<product.placeCount).map { isPlace(product.stage($0), product.status($0)) }
        return exploration.states.indices.first { state in
            places[exploration.place(state)] && holds(exploration.bits(state)) && isState(state)
        }
    }

    private func stageExit(_ state: Int) -> Step? {
        let place = exploration.place(state)
        let bits = exploration.bits(state)
        return product.steps[place].first { step in
            step.isEnabled(bits) && product.stage(step.target).id != product.stage(place).id
        }
    }

    private func firstMove(_ matches: (_ move: Move, _ place: Int) -> Bool) -> [String]? {
        var first: (state: Int, step: Step)?
        for place in reachedPlaces {
            for (step, state) in zip(product.steps[place], exploration.firstEnabled[place]) {
                guard let index = step.moveIndex, let state, matches(workflow.content.moves[index], place) else {
                    continue
                }
                if state < first?.state ?? .max { first = (state, step) }
            }
        }
        return first.map { exploration.trace(to: $0.state, then: $0.step) }
    }

    private func state(of machine: Move.Machine, in place: Int) -> String {
        machine == .stage ? product.stage(place).id.rawValue : product.status(place).id.rawValue
    }
}
