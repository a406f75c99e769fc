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
            return firstMove { move, state in
                move.machine == machine && from.contains(self.state(of: machine, state)) && to.contains(move.to)
            }
        case .moveWithoutInstrument(let machine, let from, let to, let instruments):
            let lacks = { (given: [InstrumentKindID]) in !instruments.allSatisfy(given.contains) }
            if from.isEmpty,
                let step = product.openings.first(where: { step in
                    guard case .opening(let index, _) = step.kind else { return false }
                    return to.contains(self.state(of: machine, in: step.target))
                        && lacks(workflow.content.openings[index].instruments)
                })
            {
                return [product.label(step)]
            }
            return firstMove { move, state in
                move.machine == machine && (from.isEmpty || from.contains(self.state(of: machine, state)))
                    && to.contains(move.to) && lacks(move.instruments)
            }
        case .state(let stages, let statuses, let milestone):
            let exempt = milestone.map { product.facts[.milestone($0)] } ?? 0
            return firstState { place, bits in
                stages.contains(product.stage(place).id) && statuses.contains(product.status(place).id)
                    && bits & exempt == 0
            }
        case .leaveStage(let stage, let duty, let milestone):
            let completed = product.facts[.dutyCompleted(duty)]
            let recorded = product.facts[.milestone(milestone)]
            for state in exploration.states.indices {
                let bits = exploration.bits(state)
                let place = exploration.place(state)
                guard product.stage(place).id == stage, bits & completed != 0, bits & recorded == 0 else { continue }
                let step = product.steps[place].first { $0.isEnabled(bits) && product.stage($0.target).id != stage }
                if let step { return exploration.trace(to: state, then: step) }
            }
            return nil
        case .milestoneOutside(let id, let statuses):
            guard let milestone = workflow.milestone(id) else { return nil }
            let trace = firstState { place, _ in
                !statuses.contains(product.status(place).id) && product.isRecordable(milestone, in: place)
            }
            return trace.map { $0 + ["milestone \(id)"] }
        case .never(let after, let statuses):
            let reached = product.facts[.reached(after)]
            return firstState { place, bits in
                statuses.contains(product.status(place).id) && bits & reached != 0
            }
        }
    }

    private func firstState(_ matches: (_ place: Int, _ bits: UInt64) -> Bool) -> [String]? {
        exploration.states.indices.first { matches(exploration.place($0), exploration.bits($0)) }
            .map(exploration.trace)
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

    private func state(of machine: Move.Machine, _ place: Int) -> String { state(of: machine, in: place) }

    private func state(of machine: Move.Machine, in place: Int) -> String {
        machine == .stage ? product.stage(place).id.rawValue : product.status(place).id.rawValue
    }
}
