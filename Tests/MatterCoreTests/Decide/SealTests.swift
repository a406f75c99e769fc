import MatterCore
import Testing

/// A sealed matter is there for those who work on it and for nobody else.
@Suite struct SealTests {
    private let judge = World.principal(.judge)
    private let member = World.principal(.judge, name: "乙")
    private let colleague = World.principal(.judge, name: "丙")

    private func sealed() throws -> World {
        var world = try World.inTakeover(try Shipped.workflow())
        try world.perform(.assignJudge(AssignJudge(judge: judge.person, panel: [member.person])))
        try world.perform(.sealMatter(GiveReason(reason: "示例")), by: judge)
        return world
    }

    private func refusal(_ world: World, _ command: Command, by principal: Principal) -> String? {
        do throws(Refusal) {
            _ = try world.decide(command, by: principal)
            return nil
        } catch {
            return error.code
        }
    }

    private func deputy(of holder: Principal) -> Principal {
        Principal(
            id: "deputy", name: "代理", role: .judge, organisation: World.court, onBehalfOf: holder.person)
    }

    @Test func isSealedAndUnsealedWithAReason() throws {
        var world = try sealed()
        #expect(world.state.sealedAt == world.now)
        #expect(world.events.last?.body == .matterSealed(GiveReason(reason: "示例")))
        #expect(refusal(world, .sealMatter(GiveReason(reason: "示例")), by: judge) == "already-sealed")
        #expect(refusal(world, .unsealMatter(GiveReason(reason: " ")), by: judge) == "text-empty")
        try world.perform(.unsealMatter(GiveReason(reason: "示例")), by: member)
        #expect(world.state.sealedAt == nil)
        #expect(refusal(world, .unsealMatter(GiveReason(reason: "示例")), by: judge) == "not-sealed")
        #expect(refusal(world, .sealMatter(GiveReason(reason: "")), by: judge) == "text-empty")
        #expect(refusal(world, .sealMatter(GiveReason(reason: "示例")), by: colleague) == "not-the-judge")
        #expect(MatterState.replay(world.events) == world.state)
    }

    @Test func needsAJudge() throws {
        let world = try World(try Shipped.workflow(), opening: World.filed())
        #expect(refusal(world, .sealMatter(GiveReason(reason: "示例")), by: judge) == "no-judge")
    }

    @Test func aClosedMatterStaysAsItIs() throws {
        for isSealed in [false, true] {
            var world = try World(try Shipped.workflow(), opening: World.filed())
            try world.perform(.assignJudge(AssignJudge(judge: judge.person, panel: [])))
            if isSealed { try world.perform(.sealMatter(GiveReason(reason: "示例"))) }
            let ruling = try world.instrument("refusal_ruling")
            try world.perform(.moveProcedure(MoveProcedure(to: "REFUSED", instruments: [ruling])))
            try world.waiveAll()
            try world.perform(.moveStage(MoveStage(to: "CLOSED_NO_CASE", instruments: [ruling])))
            #expect(world.state.closedAt != nil)
            #expect(refusal(world, .sealMatter(GiveReason(reason: "示例")), by: judge) == "matter-closed")
            #expect(refusal(world, .unsealMatter(GiveReason(reason: "示例")), by: judge) == "matter-closed")
        }
    }

    /// Who is kept out learns nothing, not even that there is a seal to lift.
    @Test func isNotThereForOthers() throws {
        let world = try sealed()
        for command: Command in [
            .unsealMatter(GiveReason(reason: "示例")), .assignJudge(AssignJudge(judge: colleague.person, panel: [])),
        ] {
            for stranger in [colleague, deputy(of: colleague), World.principal(.auditor)] {
                #expect(refusal(world, command, by: stranger) == "matter-not-found")
            }
            #expect(refusal(world, command, by: World.principal(.administrator)) == "role-may-not")
        }
        #expect(refusal(world, .unsealMatter(GiveReason(reason: "示例")), by: deputy(of: judge)) == nil)
    }

    @Test(arguments: [false, true])
    func whoReads(isSealed: Bool) {
        let facts = Access.ReadFacts(
            court: World.court.id, courtAncestors: ["court-3306"], region: World.court.region,
            administrator: World.firm.id, openedBy: World.court.id, involvedUnits: [World.unit("TAX")],
            isSealed: isSealed, judges: [judge.id, member.id])
        let higher = Organisation(
            id: "court-3306", kind: .court, name: LocalText(zh: "示例", en: "Sample"), region: "3306")
        // The same person in a post of the higher court is not the judge of this matter.
        let above = Principal(id: judge.id, name: judge.name, role: .judge, organisation: higher)
        for principal in [
            judge, member, deputy(of: member), World.principal(.administrator), World.principal(.agency),
        ] {
            #expect(Access.mayRead(principal, facts))
        }
        for principal in [colleague, deputy(of: colleague), above, World.principal(.auditor)] {
            #expect(Access.mayRead(principal, facts) == !isSealed)
        }
        #expect(!Access.mayRead(World.principal(.agency, agency: "AMR"), facts))
        // Who opened the matter and owes nothing in it.
        let opener = Access.ReadFacts(
            court: facts.court, courtAncestors: facts.courtAncestors, region: facts.region, administrator: nil,
            openedBy: World.unit("PBC"), involvedUnits: [], isSealed: isSealed, judges: facts.judges)
        #expect(Access.mayRead(World.principal(.agency, agency: "PBC"), opener) == !isSealed)
    }
}
