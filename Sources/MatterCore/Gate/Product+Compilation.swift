extension Product {
    func compileOpenings() -> [Step] {
        var steps: [Step] = []
        for (index, opening) in workflow.content.openings.enumerated() {
            guard authority.may(.openMatter, opening.roles), let place = place(opening.stage, opening.status),
                opening.instruments.allSatisfy({ authority.mayIssue($0) })
            else { continue }
            let filers: [Filer?] = opening.needsFiler ? Self.filers(of: opening) : [nil]
            for filer in filers {
                var step = Step(kind: .opening(index, filer), target: place)
                if let filer { step.sets |= filerFacts(filer) }
                for kind in opening.instruments { step.sets |= facts[.instrument(kind)] }
                enter(status: status(place), &step)
                enter(stage: opening.stage, status: status(place), &step)
                steps.append(step)
            }
        }
        return steps
    }

    func compileMoves(_ place: Int) -> [Step] {
        var steps: [Step] = []
        for (index, move) in workflow.content.moves.enumerated() {
            guard let (from, to) = ends(of: move, in: place), move.from.contains(from), let target = to,
                holds(move.guards, in: place), canCarry(move, in: place)
            else { continue }
            // Entering a status that a filing opens records the filing, unless one is already recorded.
            let filers = move.machine == .procedure ? filersOnEntry(of: status(target).id) : []
            let unknown = filers.isEmpty ? 0 : facts[.filerKnown]
            if authority.may(move.machine == .stage ? .moveStage : .moveProcedure, move.roles) {
                var step = compile(move, index, filer: nil, from: place, to: target)
                step.requires |= unknown
                steps.append(step)
            }
            if unknown != 0, authority.may(.recordFiling, move.roles) {
                for filer in filers {
                    var step = compile(move, index, filer: filer, from: place, to: target)
                    step.forbids |= unknown
                    step.sets |= filerFacts(filer)
                    steps.append(step)
                }
            }
        }
        return steps
    }

    /// A move of the procedure rests on instruments that are recorded in the status that it leaves.
    private func canCarry(_ move: Move, in place: Int) -> Bool {
        move.machine == .stage || move.instruments.allSatisfy { authority.mayIssue($0, in: status(place).id) }
    }

    /// The state of the move's machine in the place, and the place that the move leads to.
    private func ends(of move: Move, in place: Int) -> (from: String, to: Int?)? {
        switch move.machine {
        case .stage: (stage(place).id.rawValue, self.place(StageID(move.to), status(place).id))
        case .procedure: (status(place).id.rawValue, self.place(stage(place).id, StatusID(move.to)))
        }
    }

    /// Guards that the place and the authority alone decide.
    private func holds(_ guards: [Guard], in place: Int) -> Bool {
        guards.allSatisfy { condition in
            switch condition {
            case .procedure(let statuses): statuses.contains(status(place).id)
            case .stage(let stages): stages.contains(stage(place).id)
            case .mandatoryDutiesSettled: authority.maySettle || !mayBlock(stage(place).id)
            default: true
            }
        }
    }

    /// Whether a mandatory duty of this stage or of an earlier one exists.
    private func mayBlock(_ stage: StageID) -> Bool {
        let order = workflow.content.stages.map(\.id)
        guard let rank = order.firstIndex(of: stage) else { return false }
        return workflow.content.duties.contains { duty in
            duty.isMandatory && order[...rank].contains(duty.stage)
        }
    }

    private func compile(_ move: Move, _ index: Int, filer: Filer?, from place: Int, to target: Int) -> Step {
        var step = Step(kind: .move(index, filer), target: target)
        for condition in move.guards { require(condition, &step) }
        for kind in move.instruments { require(kind, in: place, &step) }
        for milestone in move.clears { step.clears |= facts[.milestone(milestone)] }
        emit(move.emits, &step)
        if move.cancelsDuties { step.cancels = dutyPairs() }
        switch move.machine {
        case .stage:
            for milestone in workflow.content.milestones where milestone.scope == .stage {
                step.clears |= facts[.milestone(milestone.id)]
            }
            enter(stage: StageID(move.to), status: status(target), &step)
        case .procedure: enter(status: status(target), &step)
        }
        return step
    }

    private func require(_ condition: Guard, _ step: inout Step) {
        switch condition {
        case .procedure, .stage, .mandatoryDutiesSettled: break
        case .milestone(let id): step.requires |= facts[.milestone(id)]
        case .milestoneAbsent(let id): step.forbids |= facts[.milestone(id)]
        case .enteredIfFiled(let duty, let milestone):
            step.implications.append(.init(first: facts[.dutyCompleted(duty)], second: facts[.milestone(milestone)]))
        case .judgeAssigned: step.requires |= facts[.judgeAssigned]
        case .administratorAppointed: step.requires |= facts[.administratorAppointed]
        case .filer(let filers): step.requires |= facts[.filerAmong(filers)]
        // Judged on the date of the instrument. One that is recorded late adds no state: recording it in time and
        // letting the time pass leads to the same place.
        case .windowOpen(let id): step.requires |= facts[.windowOpen(id)]
        case .windowOver(let id): step.forbids |= facts[.windowOpen(id)]
        }
    }

    func require(_ kind: InstrumentKindID, in place: Int, _ step: inout Step) {
        let bit = facts[.instrument(kind)]
        if !authority.mayIssue(kind, in: status(place).id) { step.requires |= bit }
        step.sets |= bit
    }

    private func enter(status: ProcedureStatus, _ step: inout Step) {
        step.sets |= facts[.reached(status.id)]
        step.opensWindows = status.opensWindows.map {
            .init(first: facts[.windowOpen($0)], second: facts[.windowOver($0)])
        }
    }

    private func enter(stage: StageID, status: ProcedureStatus, _ step: inout Step) {
        for duty in workflow.duties(onEntryOf: stage) where !(duty.onlyIfDebtorEnds && status.debtorSurvives) {
            step.sets |= facts[.dutyOpened(duty.id)]
        }
    }
}
