import MatterCore
import Testing

/// The fair clock of one duty, turn by turn, against times counted by hand.
@Suite struct DutyClockTests {
    let judge = World.principal(.judge)

    /// In takeover on Monday 2 March 2026, 10:00 in Shanghai; all duties of the stage open then.
    private func world(_ duty: DutyID) throws -> (World, Int, Principal) {
        let world = try World.inTakeover(Shipped.workflow())
        let assignment = try #require(world.state.assignments.values.first { $0.duty == duty })
        return (world, assignment.number, World.principal(.agency, agency: assignment.agency))
    }

    private func reading(_ world: World, _ number: Int) throws -> ClockReading {
        ClockReading(
            try #require(world.state.assignments[number]).clock, at: world.now, closedAt: world.state.closedAt,
            .practice, Shipped.calendar)
    }

    private func reason(_ use: Reason.Use, _ world: World) throws -> ReasonID {
        try #require(world.workflow.content.reasons.first { $0.use == use }?.id)
    }

    private func held(_ holder: Holder, _ lane: ClockReading.Lane) -> [Int64] {
        lane.totals.first { $0.holder == holder }.map { [$0.elapsed.seconds / 60, $0.elapsed.workingSeconds / 60] }
            ?? []
    }

    @Test func aReturnStopsTheClockOfTheUnit() throws {
        var (world, one, unit) = try world("TO-13")
        world.wait(minutes: 90)
        try world.perform(
            .duty(one, .returnForMaterial(ReturnForMaterial(reason: try reason(.return, world)))), by: unit)
        // Until Thursday, 11:30.
        world.wait(days: 3)
        try world.perform(.duty(one, .resubmit(Resubmit(materials: []))), by: judge)
        world.wait(minutes: 60)
        let lane = try #require(try reading(world, one).lanes.first)
        #expect(lane.kind == .lead && lane.holder == .unit)
        #expect(lane.intervals.map(\.holder) == [.unit, .requester, .unit])
        // 10:00 to 11:30 on Monday, and 11:30 to 12:30 on Thursday, of which half an hour lies before noon.
        #expect(held(.unit, lane) == [150, 120])
        #expect(held(.requester, lane) == [3 * 1_440, 3 * 480])
        #expect(lane.totals.map(\.turns) == [2, 1])
        #expect(lane.totals.map(\.isRunning) == [true, false])
        #expect(lane.explanation.zh == "自 2026-03-05 起由承办单位处理。累计：承办单位 2 次、工作时间 2 小时 0 分；申请方 1 次、工作时间 24 小时 0 分。")
        #expect(
            lane.explanation.en == "Since 2026-03-05 it has been the turn of the unit. So far: the unit 2 turns,"
                + " 2 h 0 min of working time; the requester 1 turn, 24 h 0 min of working time.")
    }

    @Test func theJudgeHoldsARefusalAndTheRequesterAResult() throws {
        var (world, one, unit) = try world("TO-13")
        try world.perform(
            .duty(one, .refuse(RefuseDuty(reason: try reason(.refuse, world), note: "示例"))), by: unit)
        world.wait(days: 1)
        try world.perform(.duty(one, .overrideRefusal(GiveReason(reason: "示例"))), by: judge)
        world.wait(days: 1)
        try world.perform(.duty(one, .releasePart(ReleasePart(agency: "BANK", reason: "示例"))), by: unit)
        let result = WalkStep.result(try #require(world.workflow.duty("TO-13")))
        try world.perform(.duty(one, .complete(CompleteDuty(result: result))), by: unit)
        world.wait(days: 1)
        try world.perform(.duty(one, .sendBack(GiveReason(reason: "示例"))), by: judge)
        world.wait(minutes: 30)
        try world.perform(.duty(one, .complete(CompleteDuty(result: result))), by: unit)
        world.wait(minutes: 10)
        try world.perform(.duty(one, .acceptResult(AcceptResult())), by: judge)
        world.wait(days: 100)
        let lane = try #require(try reading(world, one).lanes.first)
        #expect(lane.intervals.map(\.holder) == [.unit, .judge, .unit, .requester, .unit, .requester])
        #expect(held(.judge, lane) == [1_440, 480])
        #expect(held(.unit, lane) == [1_470, 510])
        #expect(held(.requester, lane) == [1_450, 490])
        #expect(lane.holder == nil && lane.endedAt?.legalDate.description == "2026-03-05")
        #expect(lane.explanation.zh.hasPrefix("已于 2026-03-05 结束。"))
        #expect(world.state.assignments[one]?.holder == nil)
    }

    @Test func aCoAgencyIsTimedInALaneOfItsOwn() throws {
        var (world, one, unit) = try world("TO-11")
        let parts = try #require(world.state.assignments[one]?.parts)
        let first = try #require(parts.first)
        world.wait(minutes: 60)
        try world.perform(
            .duty(one, .returnForMaterial(ReturnForMaterial(reason: try reason(.return, world)))), by: unit)
        world.wait(days: 1)
        try world.perform(.duty(one, .resubmit(Resubmit(materials: []))), by: judge)
        world.wait(minutes: 30)
        try world.perform(
            .duty(one, .submitPart(SubmitPart(text: "示例"))), by: World.principal(.agency, agency: first.agency))
        world.wait(days: 7)
        let reading = try reading(world, one)
        #expect(reading.lanes.map(\.agency) == [nil] + parts.map(\.agency))
        let part = try #require(reading.lanes.first { $0.agency == first.agency })
        #expect(part.kind == .part && part.holder == nil)
        #expect(part.intervals.map(\.holder) == [.unit, .requester, .unit])
        #expect(held(.unit, part) == [90, 90])
        #expect(part.explanation.zh.contains("配合单位 2 次"))
        // The lead unit can work on, and release a part: its time goes on.
        #expect(reading.lanes.first?.holder == .unit)
    }

    @Test func theJudgeHoldsAnApplicationWhileTheUnitWorksOn() throws {
        var (world, one, unit) = try world("TO-13")
        world.wait(minutes: 60)
        try world.perform(.duty(one, .requestExtension(RequestExtension(workingDays: 4, reason: "量大"))), by: unit)
        world.wait(minutes: 30)
        #expect(try reading(world, one).lanes.map(\.holder) == [.unit, .unit, .judge])
        try world.perform(.duty(one, .decideExtension(DecideExtension(approve: true))), by: judge)
        world.wait(minutes: 30)
        let reading = try reading(world, one)
        #expect(reading.lanes.map(\.kind) == [.lead, .part, .extension])
        #expect(held(.judge, reading.lanes[2]) == [30, 30])
        #expect(held(.unit, reading.lanes[0]) == [120, 120])
    }

    @Test func anApplicationEndsWithTheDuty() throws {
        var (world, one, unit) = try world("TO-13")
        try world.perform(.duty(one, .requestExtension(RequestExtension(workingDays: 4, reason: "量大"))), by: unit)
        world.wait(minutes: 5)
        try world.perform(.duty(one, .waive(GiveReason(reason: "示例"))), by: judge)
        world.wait(days: 5)
        #expect(try reading(world, one).lanes.allSatisfy { $0.holder == nil && $0.elapsed.seconds == 300 })
    }

    @Test func aDutyIsOverdueOnlyWhileItsUnitHoldsIt() throws {
        var (world, one, unit) = try world("TO-13")
        world.wait(days: 30)
        func isOverdue() -> Bool? { world.state.assignments[one]?.isOverdue(on: world.now.legalDate) }
        #expect(isOverdue() == true)
        try world.perform(
            .duty(one, .refuse(RefuseDuty(reason: try reason(.refuse, world), note: "示例"))), by: unit)
        #expect(isOverdue() == false && world.state.assignments[one]?.holder == .judge)
        try world.perform(.duty(one, .overrideRefusal(GiveReason(reason: "示例"))), by: judge)
        #expect(isOverdue() == false)
        world.wait(days: 30)
        #expect(isOverdue() == true)
        // An application alone does not stop the limit.
        try world.perform(.duty(one, .requestExtension(RequestExtension(workingDays: 4, reason: "量大"))), by: unit)
        #expect(isOverdue() == true)
        try world.perform(
            .duty(one, .returnForMaterial(ReturnForMaterial(reason: try reason(.return, world)))), by: unit)
        #expect(isOverdue() == false && world.state.assignments[one]?.holder == .requester)
    }

    /// A clock that was set back makes no turn end before it began.
    @Test func aClockThatWasSetBackMakesNoNegativeTurn() throws {
        var (world, one, unit) = try world("TO-13")
        world.wait(minutes: -60)
        try world.perform(
            .duty(one, .returnForMaterial(ReturnForMaterial(reason: try reason(.return, world)))), by: unit)
        world.wait(minutes: -60)
        let lane = try #require(try reading(world, one).lanes.first)
        #expect(lane.intervals.allSatisfy { $0.from == World.start && $0.to == World.start })
        #expect(lane.elapsed.seconds == 0 && lane.elapsed.workingSeconds == 0)
    }
}

extension World {
    mutating func wait(minutes: Int) { now = Instant(milliseconds: now.milliseconds + Int64(minutes) * 60_000) }
}
