import MatterCore

/// A small definition made at random, with duties that hold its moves up, and a matter somewhere in it.
struct RandomCourse {
    private var random: RandomDefinition

    init(seed: UInt64) { random = RandomDefinition(seed: seed) }

    private static let stages: [StageID] = ["START", "WORK", "REST", "END"]
    private static let statuses: [StatusID] = ["OPEN", "HELD", "DONE"]
    private static let milestones: [MilestoneID] = ["M0", "M1", "M2"]
    private static let kinds: [InstrumentKindID] = ["ruling", "order"]

    private mutating func one<Value>(_ values: [Value]) -> Value { values.randomElement(using: &random)! }
    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    private mutating func some<Value>(_ values: [Value]) -> [Value] {
        let chosen = values.filter { _ in Bool.random(using: &random) }
        return chosen.isEmpty ? [one(values)] : chosen
    }

    mutating func workflow() -> Workflow {
        let hasWindow = chance(25)
        var content = Small.workflow().content
        content.stages = Self.stages.map { Small.stage($0, isFinal: $0 == "END") }
        content.statuses = Self.statuses.map { id in
            ProcedureStatus(
                id: id, name: Small.text(id.rawValue), isRunning: id != "DONE", debtorSurvives: id == "HELD",
                opensWindows: hasWindow && id == "DONE" ? ["term"] : [], basis: Small.basis)
        }
        content.windows = hasWindow ? [Window(id: "term", name: Small.text("term"), years: 1, basis: Small.basis)] : []
        content.instruments = []
        for kind in Self.kinds { content.instruments.append(Small.instrument(kind, statuses: some(Self.statuses))) }
        content.openings = [Small.opening("filing", "START", "OPEN", filers: Filer.allCases)]
        content.milestones = []
        for id in Self.milestones {
            content.milestones.append(
                Small.milestone(
                    id, [.judge], stages: some(Array(Self.stages.dropLast())),
                    statuses: chance(50) ? [] : some(Self.statuses), scope: one([.stage, .matter]),
                    instrument: chance(20) ? one(Self.kinds) : nil, emits: id == "M0" ? ["FINISHED"] : []))
        }
        content.moves = []
        // A way to the end, and others at random.
        for (from, to) in [("START", "WORK"), ("WORK", "REST"), ("REST", "END")] {
            content.moves.append(move(MoveID("w\(from)"), .stage, from, to, hasWindow))
        }
        for number in 0..<3 {
            let from = one(Array(Self.stages.dropLast()))
            content.moves.append(
                move(
                    MoveID("s\(number)"), .stage, from.rawValue, one(Self.stages.filter { $0 != from }).rawValue,
                    hasWindow))
        }
        for number in 0..<4 {
            let from = one(Self.statuses)
            content.moves.append(
                move(
                    MoveID("p\(number)"), .procedure, from.rawValue, one(Self.statuses.filter { $0 != from }).rawValue,
                    hasWindow))
        }
        content.prohibitions = []
        content.deadlines = [
            Self.deadline("D-A", .right, [.acceptance], []),
            Self.deadline("D-B", .obligation, [.deadline("D-A")], [.milestone(one(Self.milestones))]),
        ]
        content.duties = []
        for number in 1...5 {
            let trigger: Duty.Trigger =
                number == 5 ? .event("FINISHED") : .stageEntry(one(Array(Self.stages.dropLast())))
            content.duties.append(duty(DutyID("D-0\(number)"), trigger))
        }
        return Small.workflow { $0 = content }
    }

    private static func deadline(
        _ id: DeadlineID, _ nature: DeadlineRule.Nature, _ anchors: [FactPattern], _ metBy: [FactPattern]
    ) -> DeadlineRule {
        DeadlineRule(
            id: id, name: Small.text(id.rawValue), party: .court, nature: nature, anchors: anchors,
            period: Period(amount: 5, unit: .calendarDays), metBy: metBy, suspension: nil, statuses: [], filers: [],
            repeats: false, template: nil, consequence: Small.text("none"), basis: Small.basis)
    }

    private mutating func duty(_ id: DutyID, _ trigger: Duty.Trigger) -> Duty {
        Duty(
            id: id, name: Small.text(id.rawValue), agency: "TAX", coAgencies: [],
            stage: one(Array(Self.stages.dropLast())),
            triggers: [trigger],
            limit: .init(
                value: Int.random(in: 1...7, using: &random), unit: one(Duty.Limit.Unit.allCases), basis: Small.basis),
            isMandatory: chance(80), onlyIfDebtorEnds: chance(30), materials: [], results: [], basis: Small.basis,
            discloses: Small.disclosure())
    }

    private mutating func move(
        _ id: MoveID, _ machine: Move.Machine, _ from: String, _ to: String, _ hasWindow: Bool
    ) -> Move {
        var guards: [Guard] = machine == .stage && chance(65) ? [.mandatoryDutiesSettled] : []
        for _ in 0..<Int.random(in: 0...2, using: &random) { guards.append(condition(machine)) }
        if hasWindow, machine == .stage, to == "END" { guards.append(.windowOver("term")) }
        return Move(
            id: id, machine: machine, name: Small.text(id.rawValue), from: [from], to: to, grounds: [], roles: [.judge],
            instruments: chance(25) ? [one(Self.kinds)] : [], guards: guards, needsOverrideReason: false,
            emits: chance(15) ? ["FINISHED"] : [], clears: chance(20) ? [one(Self.milestones)] : [],
            cancelsDuties: chance(15), basis: Small.basis)
    }

    private mutating func condition(_ machine: Move.Machine) -> Guard {
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1, 2, 3: .milestone(one(Self.milestones))
        case 4: .milestoneAbsent(one(Self.milestones))
        case 5: .enteredIfFiled(duty: one(["D-01", "D-02", "D-05"]), milestone: one(Self.milestones))
        case 6: .filer(some(Filer.allCases))
        case 7: .judgeAssigned
        default: machine == .stage ? .procedure(some(Self.statuses)) : .stage(some(Array(Self.stages.dropLast())))
        }
    }

    /// A matter in which some acts were done already.
    mutating func matter(_ workflow: Workflow) throws -> World {
        var world = try World(
            workflow,
            opening: OpenMatter(
                origin: "filing", debtorName: "示例企业", creditCode: World.creditCode,
                filing: World.filing(one(Filer.allCases))))
        for _ in 0..<Int.random(in: 0...14, using: &random) where world.state.closedAt == nil {
            let before = world
            do { try world.perform(act(world), by: World.principal(.judge)) } catch { world = before }
            if chance(20) { world.wait(days: Int.random(in: 1...4, using: &random)) }
        }
        if chance(50), world.state.closedAt == nil {
            let end = world.now.legalDate.adding(days: Int.random(in: -2...9, using: &random))
            world.state.deadlines[1] = Deadline(
                number: 1, rule: "D-A", party: .court, nature: .right, source: .acceptance, openedAt: world.now,
                first: .init(.opened, due: DueDate(date: end, isProvisional: false)))
        }
        return world
    }

    private mutating func act(_ world: World) -> Command {
        let today = world.now.legalDate
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            return .recordInstrument(
                RecordInstrument(kind: one(Self.kinds), documentNumber: "1", issuedOn: today, issuer: "示例法院"))
        case 1:
            let milestone = world.workflow.milestone(one(Self.milestones))!
            let instrument = world.state.instruments.values.first { $0.content.kind == milestone.instrument }?.number
            return .recordMilestone(RecordMilestone(milestone: milestone.id, on: today, instrument: instrument))
        case 2:
            let numbers = world.state.assignments.keys.sorted()
            return numbers.isEmpty
                ? .assignJudge(AssignJudge(judge: World.principal(.judge).person, panel: []))
                : .duty(one(numbers), .waive(GiveReason(reason: "示例")))
        default:
            let move = one(world.workflow.content.moves)
            let all = Array(world.state.instruments.keys)
            return move.machine == .stage
                ? .moveStage(MoveStage(to: StageID(move.to), instruments: all))
                : .moveProcedure(MoveProcedure(to: StatusID(move.to), instruments: all))
        }
    }
}
