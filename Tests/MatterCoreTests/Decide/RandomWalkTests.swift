import MatterCore
import Testing

/// Thousands of acts by random people in random order: nothing illegal is ever reached, and the events always rebuild
/// the state.
@Suite struct RandomWalkTests {
    /// SplitMix64: the same walk for the same seed everywhere.
    struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    @Test(arguments: 1...12)
    func walk(seed: UInt64) throws {
        var random = Generator(state: seed)
        let workflow = try Shipped.workflow()
        var accepted = 0
        var kinds: Set<String> = []
        for round in 0..<6 {
            var world = try Self.start(workflow, round, Bool.random(using: &random) ? .creditor : .debtor)
            for _ in 0..<600 where world.state.closedAt == nil {
                let (command, principal) = WalkStep.random(world, &random)
                let before = world.state
                do {
                    try world.perform(command, by: principal)
                    accepted += 1
                } catch {
                    #expect(world.state == before, "a refusal changes nothing")
                    continue
                }
                try requireSound(world, before)
                if Int.random(in: 0..<10, using: &random) == 0 {
                    world.wait(days: Int.random(in: 1...200, using: &random))
                }
            }
            #expect(MatterState.replay(world.events) == world.state)
            requireChained(world.events)
            kinds.formUnion(world.events.map(\.body.kind))
        }
        #expect(accepted > 400)
        #expect(kinds.count >= 12)
    }

    /// Two of three walks begin in the takeover, so that they get far.
    private static func start(_ workflow: Workflow, _ round: Int, _ filer: Filer) throws -> World {
        guard round % 3 == 0 else { return try World.inTakeover(workflow, filer: filer) }
        var world = try World(workflow, opening: World.filed(filer))
        try world.perform(.assignJudge(AssignJudge(judge: World.principal(.judge).person, panel: [])))
        return world
    }

    private func requireSound(_ world: World, _ before: MatterState) throws {
        let state = world.state
        #expect(world.events.map(\.number) == Array(1...world.events.count))
        #expect(state.eventCount == world.events.count)
        #expect(state.version >= before.version)
        let isFinal = world.workflow.stage(state.stage)?.isFinal == true
        #expect((state.closedAt != nil) == isFinal)
        if isFinal { #expect(!state.assignments.values.contains { !$0.state.isSettled }) }
        for (number, assignment) in state.assignments {
            #expect((assignment.settledAt != nil) == assignment.state.isSettled)
            if let old = before.assignments[number], old != assignment { #expect(assignment.version > old.version) }
            #expect((assignment.pause != nil) == (assignment.state == .returned))
        }
        try requireSoundDeadlines(world)
        let unsettled = state.assignments.values.filter { !$0.state.isSettled }.map(\.duty)
        #expect(Set(unsettled).count == unsettled.count, "a duty is open at most once")
        // What is never legal (docs/state_machine.md).
        if state.stage == "ASSET_REALISATION", state.status == "LIQUIDATION" {
            #expect(state.milestones["DISPOSAL_LICENSED"] != nil)
        }
        if before.stage == "RISK_WARNING" {
            #expect(["RISK_WARNING", "TAKEOVER", "CLOSED_NO_CASE"].contains(state.stage))
        }
        if before.status == "DECLARED" { #expect(["DECLARED", "TERMINATED", "CLOSED"].contains(state.status)) }
        if before.stage == "TAX", state.stage != "TAX", state.completedDuties.contains("TX-01") {
            #expect(before.milestones["TAX_CLAIM_ENTERED"] != nil)
        }
        if state.milestones["DEREGISTERED"] != nil, before.milestones["DEREGISTERED"] == nil {
            #expect(state.status == "TERMINATED")
        }
    }
}
