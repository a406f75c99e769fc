import MatterCore

/// Plays a definition step by step with whole sets of facts: slow, and written without a look at the gate.
/// Definitions of one window only.
struct GateOracle {
    struct Position: Hashable {
        var stage: StageID
        var status: StatusID
        var milestones: Set<MilestoneID> = []
        var instruments: Set<InstrumentKindID> = []
        var filer: Filer?
        var hasJudge = false
        var opened: Set<DutyID> = []
        var completed: Set<DutyID> = []
        /// nil: never opened.
        var windowIsOpen: Bool?
        var history: Set<StatusID> = []
    }

    struct Step {
        var move: Move?
        var milestone: MilestoneID?
        let after: Position
    }

    let workflow: Workflow
    let roles: Set<Role>
    /// Every position with its distance from nothing: an opening is one step.
    private(set) var distance: [Position: Int] = [:]
    private(set) var order: [Position] = []
    private(set) var steps: [Position: [Step]] = [:]

    init(_ workflow: Workflow, roles: Set<Role> = Set(Role.allCases)) {
        self.workflow = workflow
        self.roles = roles
        for opening in workflow.content.openings where may(.openMatter, opening.roles) {
            let listed = opening.filers.isEmpty ? Filer.allCases : opening.filers
            for filer in opening.needsFiler ? listed.map(Optional.some) : [nil] {
                var start = Position(stage: opening.stage, status: opening.status, filer: filer)
                enterStatus(&start)
                enterStage(&start)
                see(start, at: 1)
            }
        }
        var next = 0
        while next < order.count {
            let position = order[next]
            next += 1
            let found = isEnd(position) ? [] : moves(position) + facts(position)
            steps[position] = found
            for step in found { see(step.after, at: distance[position]! + 1) }
        }
    }

    func isEnd(_ position: Position) -> Bool { workflow.stage(position.stage)!.isFinal }

    private mutating func see(_ position: Position, at steps: Int) {
        if distance[position] != nil { return }
        distance[position] = steps
        order.append(position)
    }

    private func may(_ act: Act, _ listed: [Role] = Role.allCases) -> Bool {
        !workflow.roles(for: act).intersection(listed).isDisjoint(with: roles)
    }

    private func has(_ kind: InstrumentKindID, _ position: Position) -> Bool {
        position.instruments.contains(kind) || isIssued(kind, position)
    }

    private func isIssued(_ kind: InstrumentKindID, _ position: Position) -> Bool {
        let instrument = workflow.instrument(kind)!
        return may(.recordInstrument, instrument.issuedBy)
            && (instrument.statuses.isEmpty || instrument.statuses.contains(position.status))
    }

    private func enterStatus(_ position: inout Position) {
        position.history.insert(position.status)
        if !workflow.status(position.status)!.opensWindows.isEmpty, position.windowIsOpen == nil {
            position.windowIsOpen = true
        }
    }

    private func enterStage(_ position: inout Position) {
        for duty in workflow.duties(onEntryOf: position.stage) { position.opened.insert(duty.id) }
    }

    private func moves(_ position: Position) -> [Step] {
        var found: [Step] = []
        for move in workflow.content.moves {
            let isStage = move.machine == .stage
            guard move.from.contains(isStage ? position.stage.rawValue : position.status.rawValue),
                move.guards.allSatisfy({ holds($0, position) }),
                move.instruments.allSatisfy({ move.machine == .stage ? has($0, position) : isIssued($0, position) })
            else { continue }
            var after = position
            after.milestones.subtract(move.clears)
            after.instruments.formUnion(move.instruments)
            for event in move.emits { after.opened.formUnion(workflow.duties(on: event).map(\.id)) }
            if isStage {
                after.stage = StageID(move.to)
                for milestone in workflow.content.milestones where milestone.scope == .stage {
                    after.milestones.remove(milestone.id)
                }
                enterStage(&after)
            } else {
                after.status = StatusID(move.to)
                enterStatus(&after)
            }
            let filings = workflow.content.openings.filter { $0.needsFiler && $0.status == after.status }
            if !isStage, !filings.isEmpty, position.filer == nil {
                guard may(.recordFiling, move.roles) else { continue }
                for filer in Filer.allCases
                where filings.contains(where: { $0.filers.isEmpty || $0.filers.contains(filer) }) {
                    after.filer = filer
                    found.append(Step(move: move, after: after))
                }
            } else if may(isStage ? .moveStage : .moveProcedure, move.roles) {
                found.append(Step(move: move, after: after))
            }
        }
        return found
    }

    private func holds(_ condition: Guard, _ position: Position) -> Bool {
        switch condition {
        case .procedure(let statuses): statuses.contains(position.status)
        case .stage(let stages): stages.contains(position.stage)
        case .milestone(let id): position.milestones.contains(id)
        case .milestoneAbsent(let id): !position.milestones.contains(id)
        case .enteredIfFiled(let duty, let id): !position.completed.contains(duty) || position.milestones.contains(id)
        case .filer(let filers): position.filer.map(filers.contains) ?? false
        case .judgeAssigned: position.hasJudge
        case .windowOpen: position.windowIsOpen == true
        case .windowOver: position.windowIsOpen != true
        case .mandatoryDutiesSettled, .administratorAppointed: true
        }
    }

    private func facts(_ position: Position) -> [Step] {
        var found: [Step] = []
        func add(_ milestone: MilestoneID? = nil, _ change: (inout Position) -> Void) {
            var after = position
            change(&after)
            found.append(Step(milestone: milestone, after: after))
        }
        for milestone in workflow.content.milestones
        where milestone.stages.isEmpty || milestone.stages.contains(position.stage) {
            guard milestone.statuses.isEmpty || milestone.statuses.contains(position.status),
                may(.recordMilestone, milestone.roles)
            else { continue }
            add(milestone.id) { after in
                after.milestones.insert(milestone.id)
                for event in milestone.emits { after.opened.formUnion(workflow.duties(on: event).map(\.id)) }
            }
        }
        for instrument in workflow.content.instruments where has(instrument.id, position) {
            add { $0.instruments.insert(instrument.id) }
        }
        if may(.assignJudge) { add { $0.hasJudge = true } }
        if may(.complete) { for duty in position.opened { add { $0.completed.insert(duty) } } }
        if position.windowIsOpen == true { add { $0.windowIsOpen = false } }
        return found
    }
}
