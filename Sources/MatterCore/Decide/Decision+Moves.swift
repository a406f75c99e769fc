extension Decision {
    static func moveStage(_ command: MoveStage, _ draft: inout Draft) throws(Refusal) {
        let request = MoveRequest(
            machine: .stage, to: command.to.rawValue, instruments: command.instruments, reason: command.reason)
        try draft.perform(try request.resolve(in: draft), request)
    }

    static func moveProcedure(_ command: MoveProcedure, _ draft: inout Draft) throws(Refusal) {
        guard command.to != .filed else {
            throw Refusal(
                .invalid, "filing-missing", zh: "请登记申请。", en: "Record the filing itself; the procedure moves with it.",
                pointer: "/to")
        }
        let number = try caseNumber(command.caseNumber, at: "/caseNumber")
        let request = MoveRequest(
            machine: .procedure, to: command.to.rawValue, ground: command.ground, instruments: command.instruments,
            reason: command.reason, caseNumber: number)
        try draft.perform(try request.resolve(in: draft), request)
    }
}

extension Draft {
    /// Makes the move: the move itself, duties that end with it, duties that its events open, duties of the new stage.
    mutating func perform(_ move: Move, _ request: MoveRequest) throws(Refusal) {
        switch move.machine {
        case .stage: add(.stageMoved(stageMoved(move, request)))
        case .procedure: add(.procedureMoved(procedureMoved(move, request)))
        }
        if move.cancelsDuties {
            for assignment in state.assignments.values.sorted(by: { $0.number < $1.number })
            where !assignment.state.isSettled {
                add(.dutyCancelled(assignment: assignment.number, move: move.id))
            }
        }
        for event in move.emits { try openDuties(on: event) }
        if move.machine == .stage { try openStageEntryDuties() }
    }

    private func stageMoved(_ move: Move, _ request: MoveRequest) -> StageMoved {
        let ended = state.milestones.keys.filter { context.workflow.milestone($0)?.scope == .stage }
        let target = StageID(move.to)
        return StageMoved(
            move: move.id, from: state.stage, to: target, instruments: request.instruments, reason: request.reason,
            cleared: Set(ended + move.clears.filter { state.milestones[$0] != nil }).sorted(),
            closes: context.workflow.stage(target)?.isFinal == true)
    }

    private func procedureMoved(_ move: Move, _ request: MoveRequest) -> ProcedureMoved {
        let target = StatusID(move.to)
        let wasRunning = context.workflow.status(state.status)?.isRunning == true
        let isRunning = context.workflow.status(target)?.isRunning == true
        // The first kind is the ruling itself; what is named beside it does not move its date.
        let rule = InstrumentRule(move, state)
        let rulings = request.instruments.compactMap { state.instruments[$0] }
            .filter { $0.content.kind == move.instruments.first && rule.carries($0) }
        return ProcedureMoved(
            move: move.id, from: state.status, to: target, ground: request.ground, instruments: request.instruments,
            reason: request.reason, caseNumber: request.caseNumber,
            on: rulings.map(\.content.issuedOn).max() ?? context.today,
            cleared: move.clears.filter { state.milestones[$0] != nil }.sorted(),
            accepts: !wasRunning && isRunning, terminates: wasRunning && !isRunning,
            opensWindows: context.workflow.status(target)?.opensWindows ?? [])
    }
}
