import MatterCore

/// A definition of two stages and one end that the gate accepts. Tests break it in one point each.
enum Small {
    static let basis = LegalBasis(article: "Art. 1", lawVersion: "L-1", provenance: .sourced)
    static func text(_ text: String) -> LocalText { LocalText(zh: text, en: text) }

    static func workflow(_ change: (inout Workflow.Content) -> Void = { _ in }) -> Workflow {
        var content = content
        change(&content)
        return Workflow(content: content)
    }

    static func findings(_ change: (inout Workflow.Content) -> Void) -> [Finding] {
        Gate.check(workflow(change)).findings
    }

    static func stage(_ id: StageID, isFinal: Bool = false, exemption: String? = nil) -> Stage {
        Stage(id: id, name: text(id.rawValue), isFinal: isFinal, separationExemption: exemption, basis: basis)
    }

    static func status(_ id: StatusID, survives: Bool = false, opens: [WindowID] = []) -> ProcedureStatus {
        ProcedureStatus(
            id: id, name: text(id.rawValue), isRunning: true, debtorSurvives: survives, opensWindows: opens,
            basis: basis)
    }

    static func opening(
        _ origin: String, _ stage: StageID, _ status: StatusID, filers: [Filer]? = nil,
        instruments: [InstrumentKindID] = []
    ) -> Opening {
        Opening(
            origin: origin, name: text(origin), stage: stage, status: status, roles: [.judge],
            needsFiler: filers != nil, filers: filers ?? [], instruments: instruments, basis: basis)
    }

    static func move(
        _ id: MoveID, _ machine: Move.Machine, _ from: [String], _ to: String, instruments: [InstrumentKindID] = [],
        grounds: [GroundID] = [], emits: [DutyEventID] = [], clears: [MilestoneID] = [], guards: [Guard] = []
    ) -> Move {
        Move(
            id: id, machine: machine, name: text(id.rawValue), from: from, to: to, grounds: grounds, roles: [.judge],
            instruments: instruments, guards: guards, needsOverrideReason: false, emits: emits, clears: clears,
            cancelsDuties: false, basis: basis)
    }

    static func milestone(
        _ id: MilestoneID, _ roles: [Role] = [.administrator], stages: [StageID] = [], statuses: [StatusID] = [],
        scope: Milestone.Scope = .matter, instrument: InstrumentKindID? = nil, emits: [DutyEventID] = []
    ) -> Milestone {
        Milestone(
            id: id, name: text(id.rawValue), roles: roles, stages: stages, statuses: statuses, scope: scope,
            instrument: instrument, emits: emits, basis: basis)
    }

    static func instrument(
        _ id: InstrumentKindID, by roles: [Role] = [.judge], statuses: [StatusID] = []
    ) -> InstrumentKind {
        InstrumentKind(
            id: id, name: text(id.rawValue), form: .ruling, issuedBy: roles, statuses: statuses, isAnnounced: false,
            servedOn: [], basis: basis)
    }

    static func duty(
        _ id: DutyID, stage: StageID = "WORK", triggers: [Duty.Trigger], mandatory: Bool = false,
        onlyIfDebtorEnds: Bool = false
    ) -> Duty {
        Duty(
            id: id, name: text(id.rawValue), agency: "TAX", coAgencies: [], stage: stage, triggers: triggers,
            limit: .init(value: 5, unit: .workingDays, basis: basis), isMandatory: mandatory,
            onlyIfDebtorEnds: onlyIfDebtorEnds, materials: ["copy"], results: [], basis: basis, discloses: disclosure())
    }

    /// Everything but milestones and instruments.
    static func disclosure(
        groups: [FieldGroup] = FieldGroup.allCases, milestones: [MilestoneID] = [],
        instruments: [InstrumentKindID] = [], basis: LegalBasis = basis
    ) -> DisclosureRule {
        DisclosureRule(
            groups: groups, milestones: milestones, instruments: instruments, purpose: text("purpose"), basis: basis)
    }

    static func deadline(
        _ id: DeadlineID, from anchor: FactPattern, statuses: [StatusID] = [], template: TemplateID? = nil
    ) -> DeadlineRule {
        DeadlineRule(
            id: id, name: text(id.rawValue), party: .court, nature: .obligation, anchors: [anchor],
            period: Period(amount: 5, unit: .calendarDays), metBy: [], suspension: nil, statuses: statuses, filers: [],
            repeats: false, template: template, consequence: text("late"), basis: basis)
    }

    static func prohibition(_ id: String, _ rule: Prohibition.Rule) -> Prohibition {
        Prohibition(id: id, name: text(id), rule: rule, basis: basis)
    }

    static func roles(for act: Act) -> [Role] {
        switch act {
        case .recordMilestone, .fileRequest: [.judge, .administrator]
        case .acknowledge, .start, .complete, .returnForMaterial, .refuse: [.agency]
        default: [.judge]
        }
    }

    private static var content: Workflow.Content {
        Workflow.Content(
            id: "small", version: 1, lawVersion: "L-1", validFrom: LegalDate(dayNumber: 0), validUntil: nil,
            stages: [stage("START"), stage("WORK"), stage("END", isFinal: true)],
            statuses: [status("OPEN"), status("DONE")],
            openings: [opening("filing", "START", "OPEN")],
            instruments: [instrument("ruling")],
            milestones: [milestone("READY", stages: ["START"], scope: .stage)],
            grounds: [], windows: [],
            moves: [
                move("begin", .stage, ["START"], "WORK", guards: [.milestone("READY")]),
                move(
                    "finish", .procedure, ["OPEN"], "DONE", instruments: ["ruling"], emits: ["FINISHED"],
                    guards: [.stage(["WORK"])]),
                move("end", .stage, ["WORK"], "END", guards: [.procedure(["DONE"]), .mandatoryDutiesSettled]),
            ],
            prohibitions: [],
            acts: Act.allCases.map { ActRule(act: $0, roles: roles(for: $0), basis: basis) },
            dutyEvents: [DutyEventKind(id: "FINISHED", name: text("FINISHED"))],
            reasons: [
                Reason(id: "missing", use: .return, name: text("missing"), basis: basis),
                Reason(id: "secret", use: .refuse, name: text("secret"), basis: basis),
            ],
            agencies: [Agency(id: "TAX", name: text("TAX"), kind: .government, basis: basis)],
            materials: [Material(id: "copy", name: text("copy"), inStandardPack: true)],
            duties: [
                duty("D-01", triggers: [.stageEntry("WORK")], mandatory: true),
                duty("D-02", triggers: [.event("FINISHED"), .request(role: .administrator, stage: "WORK")]),
            ], reminders: [])
    }
}

extension Workflow.Content {
    func moveIndex(_ move: MoveID) -> Int { moves.firstIndex { $0.id == move }! }
    func milestoneIndex(_ milestone: MilestoneID) -> Int { milestones.firstIndex { $0.id == milestone }! }
    func dutyIndex(_ duty: DutyID) -> Int { duties.firstIndex { $0.id == duty }! }
    func stageIndex(_ stage: StageID) -> Int { stages.firstIndex { $0.id == stage }! }

    mutating func replaceMove(
        _ id: MoveID, from: [String]? = nil, to: String? = nil, grounds: [GroundID]? = nil, roles: [Role]? = nil,
        instruments: [InstrumentKindID]? = nil, emits: [DutyEventID]? = nil,
        clears: [MilestoneID]? = nil, guards: (([Guard]) -> [Guard])? = nil
    ) {
        let move = moves[moveIndex(id)]
        moves[moveIndex(id)] = Move(
            id: id, machine: move.machine, name: move.name, from: from ?? move.from, to: to ?? move.to,
            grounds: grounds ?? move.grounds, roles: roles ?? move.roles, instruments: instruments ?? move.instruments,
            guards: guards?(move.guards) ?? move.guards, needsOverrideReason: move.needsOverrideReason,
            emits: emits ?? move.emits, clears: clears ?? move.clears, cancelsDuties: move.cancelsDuties,
            basis: move.basis)
    }

    /// A second move that answers whatever the first answers.
    mutating func duplicateMove(_ id: MoveID, as copy: MoveID) {
        let move = moves[moveIndex(id)]
        moves.append(
            Move(
                id: copy, machine: move.machine, name: move.name, from: move.from, to: move.to, grounds: move.grounds,
                roles: move.roles, instruments: move.instruments, guards: move.guards,
                needsOverrideReason: move.needsOverrideReason, emits: move.emits, clears: move.clears,
                cancelsDuties: move.cancelsDuties, basis: move.basis))
    }

    mutating func replaceMilestone(
        _ id: MilestoneID, roles: [Role]? = nil, stages: [StageID]? = nil, statuses: [StatusID]? = nil,
        scope: Milestone.Scope? = nil, emits: [DutyEventID]? = nil
    ) {
        let old = milestones[milestoneIndex(id)]
        milestones[milestoneIndex(id)] = Milestone(
            id: id, name: old.name, roles: roles ?? old.roles, stages: stages ?? old.stages,
            statuses: statuses ?? old.statuses, scope: scope ?? old.scope, instrument: old.instrument,
            emits: emits ?? old.emits, basis: old.basis)
    }

    mutating func replaceDuty(
        _ id: DutyID, agency: AgencyID? = nil, triggers: [Duty.Trigger]? = nil, limit: Int? = nil,
        basis: LegalBasis? = nil, limitBasis: LegalBasis? = nil, onlyIfDebtorEnds: Bool? = nil,
        results: [ResultField]? = nil, discloses: DisclosureRule? = nil
    ) {
        let old = duties[dutyIndex(id)]
        duties[dutyIndex(id)] = Duty(
            id: id, name: old.name, agency: agency ?? old.agency, coAgencies: old.coAgencies, stage: old.stage,
            triggers: triggers ?? old.triggers,
            limit: .init(value: limit ?? old.limit.value, unit: old.limit.unit, basis: limitBasis ?? old.limit.basis),
            isMandatory: old.isMandatory, onlyIfDebtorEnds: onlyIfDebtorEnds ?? old.onlyIfDebtorEnds,
            materials: old.materials, results: results ?? old.results, basis: basis ?? old.basis,
            discloses: discloses ?? old.discloses)
    }

    mutating func replaceInstrument(_ id: InstrumentKindID, issuedBy: [Role]? = nil, statuses: [StatusID]? = nil) {
        let index = instruments.firstIndex { $0.id == id }!
        let old = instruments[index]
        instruments[index] = InstrumentKind(
            id: id, name: old.name, form: old.form, issuedBy: issuedBy ?? old.issuedBy,
            statuses: statuses ?? old.statuses, isAnnounced: old.isAnnounced, servedOn: old.servedOn, basis: old.basis)
    }

    mutating func replaceAct(_ act: Act, roles: [Role]) {
        let index = acts.firstIndex { $0.act == act }!
        acts[index] = ActRule(act: act, roles: roles, basis: acts[index].basis)
    }

    mutating func replaceOpening(_ origin: String, roles: [Role]? = nil, instruments: [InstrumentKindID]? = nil) {
        let index = openings.firstIndex { $0.origin == origin }!
        let old = openings[index]
        openings[index] = Opening(
            origin: origin, name: old.name, stage: old.stage, status: old.status, roles: roles ?? old.roles,
            needsFiler: old.needsFiler, filers: old.filers, instruments: instruments ?? old.instruments,
            basis: old.basis)
    }

    mutating func replaceStage(_ id: StageID, isFinal: Bool? = nil, exemption: String?) {
        let old = stages[stageIndex(id)]
        stages[stageIndex(id)] = Stage(
            id: id, name: old.name, isFinal: isFinal ?? old.isFinal, separationExemption: exemption, basis: old.basis)
    }
}
