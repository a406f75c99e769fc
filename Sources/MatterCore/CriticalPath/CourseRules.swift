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
        var windowsOpen: [Int] = []
        var windowsOver: [Int] = []
        var waitsForDuties = false
        var needsJudge = false
        var needsAdministrator = false
    }

    struct MilestoneRule {
        let milestone: Milestone
        let bit: Bits
        let stages: Set<Int>?
        let statuses: Set<Int>?
        let instrument: Bits
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
    /// Instruments that a move or a milestone needs, with the statuses in which one may be issued.
    private(set) var instruments: [(id: InstrumentKindID, statuses: Set<Int>?)] = []
    private(set) var stageScoped: Bits = 0
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
        instruments = content.instruments.filter { needed.contains($0.id) }.map { kind in
            (kind.id, kind.statuses.isEmpty ? nil : Set(kind.statuses.compactMap { statusIndex[$0] }))
        }
        for milestone in content.milestones where read.contains(milestone.id) {
            milestones.append(
                MilestoneRule(
                    milestone: milestone, bit: 1 << Bits(milestones.count),
                    stages: milestone.stages.isEmpty ? nil : Set(milestone.stages.compactMap { stageIndex[$0] }),
                    statuses: milestone.statuses.isEmpty ? nil : Set(milestone.statuses.compactMap { statusIndex[$0] }),
                    instrument: bits(of: [milestone.instrument].compactMap(\.self))))
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
        moves = content.moves.compactMap(compile)
    }

    func stage(_ id: StageID) -> Int? { stageIndex[id] }
    func status(_ id: StatusID) -> Int? { statusIndex[id] }
    func duty(_ id: DutyID) -> DutyRule? { dutyIndex[id].map { duties[$0] } }
    func window(_ id: WindowID) -> Int? { windowIndex[id] }
    func bits(of ids: [MilestoneID]) -> Bits {
        milestones.filter { ids.contains($0.milestone.id) }.reduce(0) { $0 | $1.bit }
    }
    func bits(of kinds: [InstrumentKindID]) -> Bits {
        instruments.enumerated().filter { kinds.contains($1.id) }.reduce(0) { $0 | 1 << Bits($1.offset) }
    }
    func bits(of ids: Set<DutyID>) -> Bits { ids.reduce(0) { $0 | (duty($1)?.bit ?? 0) } }

    /// Who may have filed, if entering the status means that a filing is recorded; none: it means no such thing.
    func filers(onEntryOf status: Int) -> UInt8 {
        let openings = workflow.content.openings.filter { $0.needsFiler && statusIndex[$0.status] == status }
        return openings.reduce(0) { $0 | Self.bits(of: $1.filers.isEmpty ? Filer.allCases : $1.filers) }
    }

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
