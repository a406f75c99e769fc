import MatterCore

extension Validator {
    func checkMoves() {
        let grounds = Set(content.grounds.map(\.id))
        for (index, move) in content.moves.enumerated() {
            let place = main.key("moves").index(index)
            check(move.from, of: move.machine, at: place.key("from"))
            if !move.to.isEmpty { checkTarget(of: move, at: place.key("to")) }
            check(move.grounds, in: grounds, "ground", at: place.key("grounds"))
            check(move.instruments, in: instruments, "instrument", at: place.key("instruments"))
            check(move.emits, in: dutyEvents, "duty event", at: place.key("emits"))
            check(move.clears, in: milestones, "milestone", at: place.key("clears"))
            for (number, rule) in move.guards.enumerated() {
                check(rule, of: move.machine, at: place.key("guards").index(number))
            }
            guard move.machine == .stage else { continue }
            for (number, state) in move.from.enumerated() where finalStages.contains(StageID(state)) {
                report.add(
                    "final-stage", "'\(state)' is an end, so no move may leave it.", at: place.key("from").index(number)
                )
            }
        }
    }

    private func checkTarget(of move: Move, at place: Place) {
        switch move.machine {
        case .stage: check(StageID(move.to), in: stages, "stage", at: place)
        case .procedure: check(StatusID(move.to), in: statuses, "status", at: place)
        }
        if move.from.contains(move.to) {
            report.add("self-move", "The move leads from '\(move.to)' to itself.", at: place)
        }
    }

    private func check(_ rule: Guard, of machine: Move.Machine, at place: Place) {
        switch rule {
        case .procedure(let ids):
            check(ids, in: statuses, "status", at: place.key("procedure"))
            require(.stage, for: machine, at: place.key("procedure"))
        case .stage(let ids):
            check(ids, in: stages, "stage", at: place.key("stage"))
            require(.procedure, for: machine, at: place.key("stage"))
        case .milestone(let id): check(id, in: milestones, "milestone", at: place.key("milestone"))
        case .milestoneAbsent(let id): check(id, in: milestones, "milestone", at: place.key("absent"))
        case .enteredIfFiled(let duty, let milestone):
            let place = place.key("enteredIfFiled")
            checkDuty(duty, at: place.key("duty"))
            check(milestone, in: milestones, "milestone", at: place.key("milestone"))
        case .windowOpen(let id): check(id, in: windows, "window", at: place.key("windowOpen"))
        case .windowOver(let id): check(id, in: windows, "window", at: place.key("windowOver"))
        case .mandatoryDutiesSettled, .judgeAssigned, .administratorAppointed, .filer: break
        }
    }

    private func require(_ expected: Move.Machine, for machine: Move.Machine, at place: Place) {
        guard machine != expected else { return }
        report.add(
            "guard-on-wrong-machine",
            "This guard belongs to moves of the \(expected.rawValue) machine; 'from' says the rest.", at: place)
    }

    func checkProhibitions() {
        for (index, prohibition) in content.prohibitions.enumerated() {
            let place = main.key("prohibitions").index(index).key("rule")
            switch prohibition.rule {
            case .move(let machine, let from, let to):
                check(from, of: machine, at: place.key("move").key("from"))
                check(to, of: machine, at: place.key("move").key("to"))
            case .moveWithoutInstrument(let machine, let from, let to, let kinds):
                let place = place.key("moveWithoutInstrument")
                check(from, of: machine, at: place.key("from"))
                check(to, of: machine, at: place.key("to"))
                check(kinds, in: instruments, "instrument", at: place.key("instruments"))
            case .state(let stageIDs, let statusIDs, let milestone):
                let place = place.key("state")
                check(stageIDs, in: stages, "stage", at: place.key("stages"))
                check(statusIDs, in: statuses, "status", at: place.key("statuses"))
                check(milestone, in: milestones, "milestone", at: place.key("unlessMilestone"))
            case .leaveStage(let stage, let duty, let milestone):
                let place = place.key("leaveStage")
                check(stage, in: stages, "stage", at: place.key("stage"))
                checkDuty(duty, at: place.key("dutyCompleted"))
                check(milestone, in: milestones, "milestone", at: place.key("withoutMilestone"))
            case .milestoneOutside(let milestone, let ids):
                let place = place.key("milestoneOutside")
                check(milestone, in: milestones, "milestone", at: place.key("milestone"))
                check(ids, in: statuses, "status", at: place.key("statuses"))
            case .never(let after, let ids):
                let place = place.key("never")
                check(after, in: statuses, "status", at: place.key("after"))
                check(ids, in: statuses, "status", at: place.key("statuses"))
            }
        }
    }

    private func checkDuty(_ id: DutyID, at place: Place) {
        if isComplete { check(id, in: Set(content.duties.map(\.id)), "duty", at: place) }
    }
}
