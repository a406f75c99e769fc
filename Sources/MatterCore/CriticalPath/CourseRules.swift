/// A definition compiled for the search over courses: states by index, facts by bit, and of the facts only those that
/// some move reads.
struct CourseRules {
    typealias Bits = UInt128

    struct MoveRule {
        let move: Move
        let from: Set<Int>
        let to: Int
        /// Of the other machine; nil: any.
        var other: Set<Int>?
        var requires: Bits = 0
        var absent: Bits = 0
        var entered: [(duty: Bits, milestone: Bits)] = []
        var instruments: Bits = 0
        var clears: Bits = 0
        var filers: [UInt8] = []
        var emits: [Int] = []
        var windowsOpen: [Int] = []
        var windowsOver: [Int] = []
        var waitsForDuties = false
        var needsJudge = false
        var needsAdministrator = false
    }

    struct MilestoneRule {
        let milestone: Milestone
        let bit: Bits
        let instrument: Bits
        /// Duties that open with it.
        let emits: [Int]
    }

    struct DutyRule {
        let duty: Duty
        let bit: Bits
        /// Position of its scene among the stages; nil blocks the exit of every stage.
        let scene: Int?
        /// A move waits for it, or asks whether it was done.
        let isTracked: Bool
        /// An event may open it again.
        let mayReopen: Bool
    }

    let workflow: Workflow
    private(set) var moves: [MoveRule] = []
    private(set) var milestones: [MilestoneRule] = []
    private(set) var duties: [DutyRule] = []
    /// Instruments that a move or a milestone needs.
    private(set) var instruments: [InstrumentKindID] = []
    private(set) var stageScoped: Bits = 0
    /// Duties of which a move asks whether they were done.
    private(set) var asked: Bits = 0
    /// Milestones that open duties: when they are recorded makes a difference.
    private(set) var emitting: Bits = 0
    /// By place: moves that fit, and milestones that may be recorded.
    private(set) var movesAt: [[Int]] = []
    private(set) var recordableAt: [Bits] = []
    /// By status: instruments that may be issued.
    private(set) var issuableIn: [Bits] = []
    /// By stage: duties that open when it is entered.
    private(set) var entryDuties: [[Int]] = []
    /// By status: who may have filed, if entering it means that a filing is recorded.
    private(set) var filersOnEntry: [UInt8] = []
    private let stageIndex: [StageID: Int]
    private let statusIndex: [StatusID: Int]
    private let dutyIndex: [DutyID: Int]
    private let windowIndex: [WindowID: Int]

    var stages: [Stage] { workflow.content.stages }
    var statuses: [ProcedureStatus] { workflow.content.statuses }

    /// Nil if the definition has more facts than bits; the gate refuses such a one long before.
    init?(_ workflow: Workflow) {
        let content = workflow.content
        self.workflow = workflow
        stageIndex = Self.index(content.stages.map(\.id))
        statusIndex = Self.index(content.statuses.map(\.id))
        dutyIndex = Self.index(content.duties.map(\.id))
        windowIndex = Self.index(content.windows.map(\.id))
        let guards = content.moves.flatMap(\.guards)
        let read = Set(guards.flatMap(\.milestones))
        let needed = Set(content.moves.flatMap(\.instruments))
            .union(content.milestones.filter { read.contains($0.id) }.compactMap(\.instrument))
        instruments = content.instruments.map(\.id).filter(needed.contains)
        for milestone in content.milestones where read.contains(milestone.id) {
            milestones.append(
                MilestoneRule(
                    milestone: milestone, bit: 1 << Bits(milestones.count),
                    instrument: bits(of: [milestone.instrument].compactMap(\.self)),
                    emits: milestone.emits.flatMap { workflow.duties(on: $0) }.compactMap { dutyIndex[$0.id] }))
        }
        let asked = Set(guards.compactMap(\.enteredDuty))
        duties = content.duties.enumerated().map { number, duty in
            DutyRule(
                duty: duty, bit: 1 << Bits(number), scene: stageIndex[duty.stage],
                isTracked: duty.isMandatory || asked.contains(duty.id),
                mayReopen: duty.triggers.contains { if case .event = $0 { true } else { false } })
        }
        stageScoped = milestones.filter { $0.milestone.scope == .stage }.reduce(0) { $0 | $1.bit }
        guard [milestones.count, instruments.count, duties.count].allSatisfy({ $0 <= Bits.bitWidth }) else {
            return nil
        }
        self.asked = bits(of: asked)
        emitting = milestones.filter { !$0.emits.isEmpty }.reduce(0) { $0 | $1.bit }
        moves = content.moves.compactMap(compile)
        entryDuties = content.stages.map { stage in
            workflow.duties(onEntryOf: stage.id).compactMap { dutyIndex[$0.id] }
        }
        issuableIn = content.statuses.map { status in
            bits(of: content.instruments.filter { $0.statuses.isEmpty || $0.statuses.contains(status.id) }.map(\.id))
        }
        filersOnEntry = content.statuses.map { status in
            content.openings.filter { $0.needsFiler && $0.status == status.id }.reduce(0) { filers, opening in
                filers | Self.bits(of: opening.filers.isEmpty ? Filer.allCases : opening.filers)
            }
        }
        for (stage, known) in content.stages.enumerated() {
            for (status, procedure) in content.statuses.enumerated() {
                movesAt.append(
                    moves.indices.filter { index in
                        let isStage = moves[index].move.machine == .stage
                        return moves[index].from.contains(isStage ? stage : status)
                            && moves[index].other?.contains(isStage ? status : stage) != false
                    })
                recordableAt.append(
                    milestones.filter { rule in
                        let (stages, statuses) = (rule.milestone.stages, rule.milestone.statuses)
                        return (stages.isEmpty || stages.contains(known.id))
                            && (statuses.isEmpty || statuses.contains(procedure.id))
                    }.reduce(0) { $0 | $1.bit })
            }
        }
    }

    func place(_ stage: Int, _ status: Int) -> Int { stage * statuses.count + status }
    func stage(_ id: StageID) -> Int? { stageIndex[id] }
    func status(_ id: StatusID) -> Int? { statusIndex[id] }
    func duty(_ id: DutyID) -> Int? { dutyIndex[id] }
    func window(_ id: WindowID) -> Int? { windowIndex[id] }
    func bits(of ids: [MilestoneID]) -> Bits {
        milestones.filter { ids.contains($0.milestone.id) }.reduce(0) { $0 | $1.bit }
    }
    func bits(of kinds: [InstrumentKindID]) -> Bits {
        instruments.enumerated().filter { kinds.contains($0.element) }.reduce(0) { $0 | 1 << Bits($1.offset) }
    }
    func bits(of ids: Set<DutyID>) -> Bits { ids.reduce(0) { $0 | (duty($1).map { duties[$0].bit } ?? 0) } }

    static func bits(of filers: [Filer]) -> UInt8 {
        filers.reduce(0) { $0 | 1 << UInt8(Filer.allCases.firstIndex(of: $1) ?? 7) }
    }

    private static func index<ID: Hashable>(_ ids: [ID]) -> [ID: Int] {
        Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func compile(_ move: Move) -> MoveRule? {
        let isStage = move.machine == .stage
        let number = { (state: String) in isStage ? stageIndex[StageID(state)] : statusIndex[StatusID(state)] }
        guard let to = number(move.to) else { return nil }
        var rule = MoveRule(move: move, from: Set(move.from.compactMap(number)), to: to)
        rule.instruments = bits(of: move.instruments)
        rule.clears = bits(of: move.clears)
        rule.emits = move.emits.flatMap { workflow.duties(on: $0) }.compactMap { dutyIndex[$0.id] }
        for condition in move.guards {
            switch condition {
            case .procedure(let ids): rule.narrow(to: Set(ids.compactMap { statusIndex[$0] }))
            case .stage(let ids): rule.narrow(to: Set(ids.compactMap { stageIndex[$0] }))
            case .milestone(let id): rule.requires |= bits(of: [id])
            case .milestoneAbsent(let id): rule.absent |= bits(of: [id])
            case .enteredIfFiled(let duty, let id): rule.entered.append((bits(of: [duty]), bits(of: [id])))
            case .mandatoryDutiesSettled: rule.waitsForDuties = true
            case .judgeAssigned: rule.needsJudge = true
            case .administratorAppointed: rule.needsAdministrator = true
            case .filer(let filers): rule.filers.append(Self.bits(of: filers))
            case .windowOpen(let id): rule.windowsOpen += [windowIndex[id]].compactMap(\.self)
            case .windowOver(let id): rule.windowsOver += [windowIndex[id]].compactMap(\.self)
            }
        }
        return rule
    }
}

extension CourseRules.MoveRule {
    fileprivate mutating func narrow(to states: Set<Int>) { other = other?.intersection(states) ?? states }
}

extension Guard {
    fileprivate var milestones: [MilestoneID] {
        switch self {
        case .milestone(let id), .milestoneAbsent(let id), .enteredIfFiled(_, let id): [id]
        default: []
        }
    }

    fileprivate var enteredDuty: DutyID? {
        if case .enteredIfFiled(let duty, _) = self { duty } else { nil }
    }
}
