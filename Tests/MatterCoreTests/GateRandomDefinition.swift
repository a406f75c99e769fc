import MatterCore

/// A small definition made at random; most are faulty in some way, which is the point.
struct RandomDefinition: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    private static let stages: [StageID] = ["START", "WORK", "REST", "END"]
    private static let statuses: [StatusID] = ["OPEN", "FILED", "DONE"]
    private static let milestones: [MilestoneID] = ["M0", "M1", "M2"]

    mutating func workflow() -> Workflow {
        var content = Small.workflow().content
        content.stages = Self.stages.map { Small.stage($0, isFinal: $0 == "END") }
        content.statuses = Self.statuses.map { Small.status($0, opens: $0 == "DONE" ? ["term"] : []) }
        content.windows = [Window(id: "term", name: Small.text("term"), years: 1, basis: Small.basis)]
        content.instruments = [Small.instrument("ruling", statuses: some(Self.statuses))]
        content.openings = [
            Small.opening("watch", "START", "OPEN"),
            Small.opening("filing", "START", "FILED", filers: some(Filer.allCases)),
        ]
        content.milestones = Self.milestones.map { id in
            Small.milestone(
                id, one([[.administrator], [.judge], [.judge, .administrator]]), stages: some(Self.stages.dropLast()),
                statuses: some(Self.statuses), scope: one([.stage, .matter]), emits: id == "M0" ? ["FINISHED"] : [])
        }
        let stageMoves = (0..<5).map { number in
            let from = one(Self.stages.dropLast())
            return move(MoveID("s\(number)"), .stage, from.rawValue, one(Self.stages.filter { $0 != from }).rawValue)
        }
        let procedureMoves = (0..<4).map { number in
            let from = one(Self.statuses)
            return move(
                MoveID("p\(number)"), .procedure, from.rawValue, one(Self.statuses.filter { $0 != from }).rawValue)
        }
        content.moves = stageMoves + procedureMoves
        content.prohibitions = [
            .move(machine: .stage, from: [one(Self.stages).rawValue], to: [one(Self.stages).rawValue]),
            .moveWithoutInstrument(
                machine: .procedure, from: Self.statuses.map(\.rawValue), to: ["DONE"], instruments: ["ruling"]),
            .state(stages: [one(Self.stages)], statuses: [one(Self.statuses)], unlessMilestone: one(Self.milestones)),
            .leaveStage(stage: "WORK", dutyCompleted: "D-02", withoutMilestone: one(Self.milestones)),
            .milestoneOutside(milestone: one(Self.milestones), statuses: [one(Self.statuses)]),
            .never(after: one(Self.statuses), statuses: [one(Self.statuses)]),
        ].enumerated().map { Small.prohibition("never-\($0)", $1) }
        content.duties = [Small.duty("D-02", triggers: [.event("FINISHED"), .stageEntry("REST")])]
        return Small.workflow { $0 = content }
    }

    private mutating func move(_ id: MoveID, _ machine: Move.Machine, _ from: String, _ to: String) -> Move {
        var guards: [Guard] = []
        for _ in 0..<Int.random(in: 0...2, using: &self) { guards.append(guardian(machine)) }
        return Small.move(
            id, machine, [from], to, instruments: one([[], [], ["ruling"]]),
            clears: one([[], [], [one(Self.milestones)]]),
            guards: guards)
    }

    private mutating func guardian(_ machine: Move.Machine) -> Guard {
        switch Int.random(in: 0..<9, using: &self) {
        case 0, 1, 2: .milestone(one(Self.milestones))
        case 3: .milestoneAbsent(one(Self.milestones))
        case 4: .enteredIfFiled(duty: "D-02", milestone: one(Self.milestones))
        case 5: .filer(some(Filer.allCases))
        case 6: one([.windowOpen("term"), .windowOver("term")])
        case 7: .judgeAssigned
        default: machine == .stage ? .procedure(some(Self.statuses)) : .stage(some(Self.stages.dropLast()))
        }
    }

    private mutating func one<Value>(_ values: some Collection<Value>) -> Value { values.randomElement(using: &self)! }

    /// At least one of the values, in their order.
    private mutating func some<Value>(_ values: some Collection<Value>) -> [Value] {
        let chosen = values.filter { _ in Bool.random(using: &self) }
        return chosen.isEmpty ? [one(values)] : chosen
    }
}
