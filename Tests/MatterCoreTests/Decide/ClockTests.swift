import MatterCore
import Testing

/// The clock of a duty, and who may go on after the administrator was replaced.
@Suite struct ClockTests {
    let judge = World.principal(.judge)
    let unit = World.principal(.agency, agency: "PBC")

    /// In takeover, with the number of `TO-13`: five working days from Monday 2 March 2026, due on 9 March.
    private func world() throws -> (World, Int) {
        let world = try World.inTakeover(Shipped.workflow())
        return (world, try #require(world.state.assignments.values.first { $0.duty == "TO-13" }?.number))
    }

    private func give(_ world: inout World, _ number: Int) throws {
        let reason = try #require(world.workflow.content.reasons.first { $0.use == .return }?.id)
        try world.perform(.duty(number, .returnForMaterial(ReturnForMaterial(reason: reason))), by: unit)
    }

    private func resubmit(_ world: inout World, _ number: Int, by principal: Principal) throws {
        try world.perform(.duty(number, .resubmit(Resubmit(materials: []))), by: principal)
    }

    @Test func anExtensionThatIsApprovedDuringAReturnIsNotLost() throws {
        var (world, one) = try world()
        try world.perform(.duty(one, .requestExtension(RequestExtension(workingDays: 4, reason: "量大"))), by: unit)
        world.wait(days: 2)
        try give(&world, one)
        world.wait(days: 1)
        try world.perform(.duty(one, .decideExtension(DecideExtension(approve: true))), by: judge)
        #expect(world.state.assignments[one]?.pause?.workingDaysLeft == 7)
        try resubmit(&world, one, by: judge)
        // Thursday 5 March and seven working days.
        #expect(world.state.assignments[one]?.due.date.description == "2026-03-16")
        #expect(MatterState.replay(world.events) == world.state)
    }

    @Test func aReturnOfAnOverdueDutyGainsNothing() throws {
        var (world, one) = try world()
        world.wait(days: 20)
        try give(&world, one)
        world.wait(days: 1)
        try resubmit(&world, one, by: judge)
        #expect(world.state.assignments[one]?.due.date.description == "2026-03-09")
    }

    @Test func aReturnOnTheLastDayLeavesOneDay() throws {
        var (world, one) = try world()
        world.wait(days: 7)
        try give(&world, one)
        world.wait(days: 1)
        try resubmit(&world, one, by: judge)
        #expect(world.state.assignments[one]?.due.date.description == "2026-03-11")
    }

    @Test func theSuccessorGoesOnWithTheLettersOfTheFormerAdministrator() throws {
        var (world, one) = try world()
        world.state.assignments[one]?.request = .init(
            request: 1, letterNumber: "1", requester: "firm-0", note: nil)
        try give(&world, one)
        try resubmit(&world, one, by: World.principal(.administrator))
        #expect(world.state.assignments[one]?.state == .open)
        // A letter of the court stays the court's.
        world.state.assignments[one]?.request = .init(
            request: 1, letterNumber: "1", requester: World.court.id, note: nil)
        try give(&world, one)
        do throws(Refusal) {
            _ = try world.decide(
                .duty(one, .resubmit(Resubmit(materials: []))), by: World.principal(.administrator))
            Issue.record("the administrator answered for the court")
        } catch { #expect(error.code == "not-the-requester") }
        try resubmit(&world, one, by: judge)
    }

    @Test func aTaxClaimThatWasFiledIsEnteredWhateverBecomesOfItsResult() throws {
        var (world, _) = try world()
        try world.milestone("CLAIMS_NOTICE_SENT")
        let claim = try #require(world.state.assignments.values.first { $0.duty == "TX-01" })
        let owner = World.principal(.agency, agency: claim.agency)
        try world.perform(.duty(claim.number, .acknowledge(Acknowledge())), by: owner)
        for part in claim.parts {
            let release = ReleasePart(agency: part.agency, reason: "示例")
            try world.perform(.duty(claim.number, .releasePart(release)), by: owner)
        }
        let result = WalkStep.result(try #require(world.workflow.duty("TX-01")))
        try world.perform(.duty(claim.number, .complete(CompleteDuty(result: result))), by: owner)
        try world.perform(.duty(claim.number, .sendBack(GiveReason(reason: "示例"))), by: judge)
        try world.perform(.duty(claim.number, .waive(GiveReason(reason: "示例"))), by: judge)
        world.state.stage = "TAX"
        world.state.status = "CLOSED"
        do throws(Refusal) {
            _ = try world.decide(.moveStage(MoveStage(to: "TERMINATION")), by: judge)
            Issue.record("left the tax handling with a claim that is not in the schedule")
        } catch { #expect(error.unmet.map(\.subject) == ["TAX_CLAIM_ENTERED"]) }
    }

    @Test func materialForADutyWithoutALetterIsKept() throws {
        var (world, one) = try world()
        try give(&world, one)
        try world.perform(
            .addAttachment(AddAttachment(name: "a.pdf", mediaType: "application/pdf", size: 1, digest: "0")))
        let use = MaterialUse(
            material: try #require(world.workflow.duty("TO-13")?.materials.first), attachment: 1)
        try world.perform(.duty(one, .resubmit(Resubmit(materials: [use]))), by: judge)
        #expect(world.state.assignments[one]?.materials == [use])
    }
}
