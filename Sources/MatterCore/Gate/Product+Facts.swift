extension Product {
    /// Steps that stay in the place: what people record there, and time that passes.
    func compileFacts(_ place: Int) -> [Step] {
        recordings(place) + appointments(place) + duties(place) + windows(place)
    }

    /// Whether the milestone may be recorded in the place, by anybody of the authority.
    func isRecordable(_ milestone: Milestone, in stage: Stage, _ status: ProcedureStatus) -> Bool {
        !stage.isFinal && (milestone.stages.isEmpty || milestone.stages.contains(stage.id))
            && (milestone.statuses.isEmpty || milestone.statuses.contains(status.id))
            && authority.may(.recordMilestone, milestone.roles)
    }

    private func recordings(_ place: Int) -> [Step] {
        var steps: [Step] = []
        for (index, milestone) in workflow.content.milestones.enumerated()
        where isRecordable(milestone, in: stage(place), status(place)) {
            var step = Step(kind: .milestone(index), target: place)
            if let kind = milestone.instrument { require(kind, in: place, &step) }
            step.sets |= facts[.milestone(milestone.id)]
            emit(milestone.emits, &step)
            steps.append(step)
        }
        for instrument in workflow.content.instruments where authority.mayIssue(instrument.id, in: status(place).id) {
            steps.append(Step(kind: .instrument(instrument.id), target: place, sets: facts[.instrument(instrument.id)]))
        }
        return steps
    }

    private func appointments(_ place: Int) -> [Step] {
        [(Act.assignJudge, Fact.judgeAssigned), (.appointAdministrator, .administratorAppointed)]
            .filter { authority.may($0.0) }
            .map { Step(kind: .act($0.0), target: place, sets: facts[$0.1]) }
    }

    private func duties(_ place: Int) -> [Step] {
        var steps: [Step] = []
        for duty in workflow.content.duties where facts[.dutyOpened(duty.id)] != 0 {
            let opened = facts[.dutyOpened(duty.id)]
            if isRequestable(duty, in: stage(place).id) {
                steps.append(Step(kind: .dutyRequested(duty.id), target: place, sets: opened))
            }
            if authority.may(.complete) {
                let completed = facts[.dutyCompleted(duty.id)]
                steps.append(
                    Step(kind: .dutyCompleted(duty.id), target: place, requires: opened, sets: completed))
            }
        }
        return steps
    }

    private func isRequestable(_ duty: Duty, in stage: StageID) -> Bool {
        duty.triggers.contains { trigger in
            guard case .request(let role, let wanted) = trigger else { return false }
            return (wanted == nil || wanted == stage) && authority.may(.fileRequest, [role])
        }
    }

    private func windows(_ place: Int) -> [Step] {
        workflow.content.windows.map { window in
            let open = facts[.windowOpen(window.id)]
            return Step(
                kind: .windowOver(window.id), target: place, requires: open, sets: facts[.windowOver(window.id)],
                clears: open)
        }
    }

    func emit(_ events: [DutyEventID], _ step: inout Step) {
        for event in events {
            for duty in workflow.duties(on: event) { step.sets |= facts[.dutyOpened(duty.id)] }
        }
    }

    func dutyPairs() -> [Step.Pair] {
        workflow.content.duties.map { .init(first: facts[.dutyOpened($0.id)], second: facts[.dutyCompleted($0.id)]) }
            .filter { $0.first != 0 }
    }

    static func filers(of opening: Opening) -> [Filer] { opening.filers.isEmpty ? Filer.allCases : opening.filers }

    /// Who may have filed, if entering the status means that a filing is recorded.
    func filersOnEntry(of status: StatusID) -> [Filer] {
        let openings = workflow.content.openings.filter { $0.needsFiler && $0.status == status }
        return Filer.allCases.filter { filer in openings.contains { Self.filers(of: $0).contains(filer) } }
    }

    func filerFacts(_ filer: Filer) -> UInt64 {
        facts.facts.reduce(facts[.filerKnown]) { bits, fact in
            if case .filerAmong(let filers) = fact, filers.contains(filer) { bits | facts[fact] } else { bits }
        }
    }
}
