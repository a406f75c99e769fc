import MatterCore
import Testing

/// The life of a duty assignment, act by act.
@Suite struct DutyTests {
    let judge = World.principal(.judge)
    let administrator = World.principal(.administrator)

    private func world() throws -> World { try World.inTakeover(Shipped.workflow()) }

    private func number(_ duty: DutyID, _ world: World) throws -> Int {
        try #require(world.state.assignments.values.first { $0.duty == duty }?.number)
    }

    private func agency(_ duty: DutyID, _ world: World) throws -> Principal {
        World.principal(.agency, agency: try #require(world.workflow.duty(duty)?.agency))
    }

    private func refusal(_ world: World, _ command: Command, _ principal: Principal) -> String? {
        do throws(Refusal) {
            _ = try world.decide(command, by: principal)
            return nil
        } catch { return error.code }
    }

    @Test func acknowledgedStartedCompletedAccepted() throws {
        var world = try world()
        let one = try number("TO-03", world)
        let unit = try agency("TO-03", world)
        try world.perform(.duty(one, .acknowledge(Acknowledge())), by: unit, expecting: 1)
        try world.perform(.duty(one, .start(StartDuty())), by: unit, expecting: 2)
        let result = WalkStep.result(try #require(world.workflow.duty("TO-03")))
        #expect(
            refusal(world, .duty(one, .complete(CompleteDuty(result: [:]))), unit) == "result-field-missing")
        try world.perform(.duty(one, .complete(CompleteDuty(result: result))), by: unit, expecting: 3)
        #expect(world.state.assignments[one]?.state == .completed)
        #expect(world.state.completedDuties.contains("TO-03"))
        try world.perform(.duty(one, .sendBack(GiveReason(reason: "缺股权变更"))), by: administrator)
        #expect(world.state.assignments[one]?.state == .inProgress)
        try world.perform(.duty(one, .complete(CompleteDuty(result: result))), by: unit)
        try world.perform(.duty(one, .acceptResult(AcceptResult())), by: administrator)
        #expect(
            refusal(world, .duty(one, .sendBack(GiveReason(reason: "x"))), administrator) == "result-accepted")
        #expect(MatterState.replay(world.events) == world.state)
    }

    /// The letter that asks again is the one to answer: else one duty would be owed twice.
    @Test func aResultIsNotSentBackOnceItsDutyIsOpenAgain() throws {
        var world = try world()
        let unit = try agency("TO-10", world)
        let result = WalkStep.result(try #require(world.workflow.duty("TO-10")))
        try world.perform(
            .addAttachment(AddAttachment(name: "a.pdf", mediaType: "application/pdf", size: 1, digest: "0")),
            by: administrator)
        func ask() throws -> Int {
            let uses = { (materials: [MaterialID]) in materials.map { MaterialUse(material: $0, attachment: 1) } }
            let pack = world.workflow.standardPack.map(\.id)
            let materials = try #require(world.workflow.duty("TO-10")).materials.filter { !pack.contains($0) }
            try world.perform(
                .fileRequest(
                    FileRequest(
                        duties: [.init(duty: "TO-10", materials: uses(materials))], standardPack: uses(pack))),
                by: administrator)
            return world.state.last.assignment
        }
        let first = try ask()
        try world.perform(.duty(first, .acknowledge(Acknowledge())), by: unit)
        try world.perform(.duty(first, .complete(CompleteDuty(result: result))), by: unit)
        let second = try ask()
        #expect(second > first)
        let sendBack = Command.duty(first, .sendBack(GiveReason(reason: "不完整")))
        do throws(Refusal) {
            _ = try world.decide(sendBack, by: administrator)
            Issue.record("the duty is open again as assignment \(second)")
        } catch {
            #expect(error.kind == .conflict && error.code == "duty-open-again")
            #expect(error.remedy != nil && error.unmet.map(\.subject) == ["\(second)"])
        }
        try world.perform(.duty(second, .waive(GiveReason(reason: "示例"))), by: judge)
        try world.perform(sendBack, by: administrator)
        #expect(world.state.assignments[first]?.state == .inProgress)
    }

    @Test func aReturnStopsTheClockAndResubmissionGivesTheRestBack() throws {
        var world = try world()
        let one = try number("TO-13", world)
        let unit = try agency("TO-13", world)
        let reason = try #require(world.workflow.content.reasons.first { $0.use == .return }?.id)
        let material = try #require(world.workflow.duty("TO-13")?.materials.first)
        // Five working days from Monday 2 March end on Monday 9 March; two days in, three are left.
        #expect(world.state.assignments[one]?.due.date.description == "2026-03-09")
        world.wait(days: 2)
        #expect(
            refusal(
                world, .duty(one, .returnForMaterial(ReturnForMaterial(reason: reason, missing: ["invented"]))), unit)
                == "material-not-on-list")
        try world.perform(
            .duty(one, .returnForMaterial(ReturnForMaterial(reason: reason, missing: [material]))), by: unit)
        #expect(world.state.assignments[one]?.pause?.workingDaysLeft == 3)
        try world.perform(
            .addAttachment(AddAttachment(name: "a.pdf", mediaType: "application/pdf", size: 1, digest: "0")),
            by: administrator)
        world.wait(days: 30)
        #expect(
            refusal(world, .duty(one, .resubmit(Resubmit(materials: []))), administrator) == "material-still-missing")
        let use = MaterialUse(material: material, attachment: 1)
        try world.perform(.duty(one, .resubmit(Resubmit(materials: [use]))), by: administrator)
        // Friday 3 April 2026; Saturday to Monday are the Qingming holiday.
        #expect(world.now.legalDate.description == "2026-04-03")
        #expect(world.state.assignments[one]?.due.date.description == "2026-04-09")
        #expect(world.state.assignments[one]?.state == .open)
    }

    @Test func aRefusalGoesToTheJudge() throws {
        var world = try world()
        let one = try number("TO-04", world)
        let unit = try agency("TO-04", world)
        let reason = try #require(world.workflow.content.reasons.first { $0.use == .refuse }?.id)
        let refuse = Command.duty(one, .refuse(RefuseDuty(reason: reason, note: "示例理由")))
        try world.perform(refuse, by: unit)
        var upheld = world
        try upheld.perform(.duty(one, .upholdRefusal(GiveReason(reason: "成立"))), by: judge)
        #expect(upheld.state.assignments[one]?.state == .refusalUpheld)
        try world.perform(.duty(one, .overrideRefusal(GiveReason(reason: "不成立"))), by: judge)
        #expect(world.state.assignments[one]?.state == .inProgress)
    }

    @Test func extendedOnceAndOnlyIfApproved() throws {
        var world = try world()
        let one = try number("TO-04", world)
        let unit = try agency("TO-04", world)
        let due = try #require(world.state.assignments[one]?.due.date)
        try world.perform(.duty(one, .requestExtension(RequestExtension(workingDays: 5, reason: "量大"))), by: unit)
        #expect(world.state.assignments[one]?.due.date == due)
        try world.perform(.duty(one, .decideExtension(DecideExtension(approve: true))), by: judge)
        #expect(world.state.assignments[one]?.due.date.description == "2026-03-12")
        #expect(
            refusal(world, .duty(one, .requestExtension(RequestExtension(workingDays: 5, reason: "再延"))), unit)
                == "extension-used")
    }

    @Test func coAgenciesOweTheirPart() throws {
        var world = try world()
        let one = try number("TO-07", world)
        let unit = try agency("TO-07", world)
        let result = WalkStep.result(try #require(world.workflow.duty("TO-07")))
        try world.perform(.duty(one, .acknowledge(Acknowledge())), by: unit)
        let complete = Command.duty(one, .complete(CompleteDuty(result: result)))
        #expect(refusal(world, complete, unit) == "parts-open")
        try world.perform(
            .duty(one, .submitPart(SubmitPart(text: "参保名册"))), by: World.principal(.agency, agency: "HRSS"))
        try world.perform(complete, by: unit)
        #expect(world.state.assignments[one]?.state == .completed)
    }

    @Test func anotherUnitSeesNothingOfTheDuty() throws {
        let world = try world()
        let one = try number("TO-07", world)
        let refusal = refusal(world, .duty(one, .acknowledge(Acknowledge())), World.principal(.agency, agency: "PRTC"))
        #expect(refusal == "matter-not-found")
    }

    @Test func mandatoryDutiesBlockTheExitOfTheirSceneAndNoEarlierOne() throws {
        var world = try world()
        try world.milestone("CLAIMS_NOTICE_SENT")
        try world.milestone("FIRST_MEETING_HELD")
        let declaration = try world.instrument("declaration_ruling")
        try world.perform(.moveProcedure(MoveProcedure(to: "DECLARED", ground: "EBL_107", instruments: [declaration])))
        for milestone: MilestoneID in ["CLAIMS_SCHEDULE_SUBMITTED", "ESTATE_REPORT_FILED", "REALISATION_PLAN_PASSED"] {
            try world.milestone(milestone)
        }
        let move = Command.moveStage(MoveStage(to: "ASSET_REALISATION", instruments: [declaration]))
        do throws(Refusal) {
            _ = try world.decide(move, by: judge)
            Issue.record("open mandatory duties of the takeover must block")
        } catch {
            let blocking = Set(error.unmet.compactMap { world.state.assignments[Int($0.subject) ?? 0]?.duty })
            #expect(error.unmet.allSatisfy { $0.kind == "duty" && $0.owedBy != nil && $0.since != nil })
            #expect(blocking.contains("TO-01"))
            // The tax claim belongs to the scene TAX and the account reports to SUPERVISION.
            #expect(!blocking.contains("TX-01") && !blocking.contains("SV-04"))
        }
        for assignment in world.state.assignments.values
        where assignment.scene == "TAKEOVER" && !assignment.state.isSettled {
            try world.perform(.duty(assignment.number, .waive(GiveReason(reason: "示例"))), by: judge)
        }
        try world.perform(move, by: judge)
        #expect(world.state.stage == "ASSET_REALISATION")
    }
}
