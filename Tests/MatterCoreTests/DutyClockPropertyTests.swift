import MatterCore
import Testing

/// Whatever people do to the duties of a matter, in whatever order: at each moment each lane of each clock has one holder,
/// and what the holders held adds up to the wall clock, to the second.
@Suite struct DutyClockPropertyTests {
    @Test(arguments: UInt64(1)...8)
    func lanesAddUpToTheWallClock(seed: UInt64) throws {
        var random = RandomWalkTests.Generator(state: seed)
        let workflow = try Shipped.workflow()
        var turns = 0
        var kinds: Set<ClockLane.Kind> = []
        var holders: Set<Holder> = []
        for _ in 0..<3 {
            let world = try Self.walk(workflow, &random)
            let later = Instant(milliseconds: world.now.milliseconds + 987_654_321)
            for assignment in world.state.assignments.values {
                let reading = Self.read(assignment.clock, world, at: world.now)
                #expect(reading.lanes.count >= 1 + assignment.parts.count)
                for lane in reading.lanes {
                    expectWhole(lane, assignment, world)
                    turns += lane.intervals.count
                    kinds.insert(lane.kind)
                    holders.formUnion(lane.totals.map(\.holder))
                }
                expectHolders(assignment, world)
                if world.state.closedAt == nil {
                    expectGrowsAtTheEnd(reading, Self.read(assignment.clock, world, at: later), later)
                }
            }
        }
        #expect(turns > 200 && kinds == Set(ClockLane.Kind.allCases) && holders == Set(Holder.allCases))
    }

    /// Between two events only the last interval of a lane grows; an event closes it, adds one, or leaves all as they
    /// are, as every event does that is about something else.
    @Test(arguments: UInt64(20)...23)
    func foldingIsIncremental(seed: UInt64) throws {
        var random = RandomWalkTests.Generator(state: seed)
        let world = try Self.walk(Shipped.workflow(), &random)
        var state = try #require(world.events.first.flatMap { MatterState(opening: $0) })
        var untouched = 0
        for event in world.events.dropFirst() {
            let before = state.assignments
            state.apply(event)
            for (number, assignment) in state.assignments {
                guard let old = before[number]?.clock else { continue }
                if event.assignment != number {
                    #expect(assignment.clock == old, "\(event.body.kind) is about something else")
                    untouched += 1
                }
                for (lane, was) in zip(assignment.clock.lanes, old.lanes) {
                    #expect(Array(lane.turns.prefix(was.turns.count)) == was.turns)
                    #expect(lane.turns.count <= was.turns.count + 1)
                    if was.endedAt != nil { #expect(lane == was) }
                }
            }
        }
        #expect(untouched > 1_000)
        // The same clocks from the events of each assignment alone.
        for (number, assignment) in world.state.assignments {
            var alone = try #require(MatterState(opening: world.events[0]))
            for event in world.events where event.assignment == number { alone.apply(event) }
            #expect(alone.assignments[number]?.clock == assignment.clock)
        }
    }

    private static func read(_ clock: DutyClock, _ world: World, at now: Instant) -> ClockReading {
        ClockReading(clock, at: now, closedAt: world.state.closedAt, .practice, Shipped.calendar)
    }

    /// Mostly acts on duties, minutes or days apart, to the millisecond.
    private static func walk(
        _ workflow: Workflow, _ random: inout RandomWalkTests.Generator
    ) throws -> World {
        var world = try World.inTakeover(workflow, filer: .debtor)
        for _ in 0..<1_500 where world.state.closedAt == nil {
            let (command, principal) = WalkStep.random(world, &random)
            // Closing early would leave little to look at.
            if case .moveStage = command, Int.random(in: 0..<20, using: &random) > 0 { continue }
            try? world.perform(command, by: principal)
            let most: Int64 = Bool.random(using: &random) ? 3_000_000 : 90_000_000
            world.now = Instant(
                milliseconds: world.now.milliseconds + Int64.random(in: 0...most, using: &random))
        }
        return world
    }

    /// Consecutive from the opening to the end or now, without gap or overlap; sums are exact.
    private func expectWhole(_ lane: ClockReading.Lane, _ assignment: DutyAssignment, _ world: World) {
        let from = lane.openedAt
        let to = lane.endedAt ?? world.now
        #expect((lane.endedAt != nil) == (lane.holder == nil))
        if let closedAt = world.state.closedAt { #expect(lane.endedAt.map { $0 <= closedAt } == true) }
        if lane.kind != .extension { #expect(from == assignment.openedAt) }
        #expect(lane.intervals.last?.to == to)
        for (one, next) in zip(lane.intervals, lane.intervals.dropFirst()) {
            #expect(one.to == next.from && one.holder != next.holder && !one.isRunning)
        }
        #expect(lane.intervals.allSatisfy { $0.from <= $0.to })
        let wall = to.wholeSeconds - from.wholeSeconds
        let working = OfficeHours.practice.workingSeconds(from: from, to: to, Shipped.calendar)
        #expect(lane.intervals.map(\.elapsed.seconds).reduce(0, +) == wall)
        #expect(lane.totals.map(\.elapsed.seconds).reduce(0, +) == wall)
        #expect(lane.intervals.map(\.elapsed.workingSeconds).reduce(0, +) == working)
        #expect(lane.totals.map(\.elapsed.workingSeconds).reduce(0, +) == working)
        #expect(lane.elapsed.seconds == wall && lane.elapsed.workingSeconds == working)
        #expect(lane.totals.map(\.turns).reduce(0, +) == lane.intervals.count)
        #expect(lane.totals.count { $0.isRunning } == (lane.holder == nil ? 0 : 1))
    }

    /// Who holds the lead lane over time, worked out once more from the kinds of the events.
    private func expectHolders(_ assignment: DutyAssignment, _ world: World) {
        var expected: [(Holder?, Instant)] = []
        for event in world.events where event.assignment == assignment.number {
            let holder: Holder?
            switch event.body.kind {
            case "duty_opened", "duty_resubmitted", "refusal_overridden", "result_sent_back": holder = .unit
            case "duty_returned", "duty_completed": holder = .requester
            case "duty_refused": holder = .judge
            case "result_accepted", "refusal_upheld", "duty_waived", "duty_cancelled": holder = nil
            default: continue
            }
            expected.append((holder, event.at))
        }
        let lane = assignment.clock.lanes[0]
        let found = lane.turns.map { ($0.holder as Holder?, $0.since) } + (lane.endedAt.map { [(nil, $0)] } ?? [])
        #expect(found.map(\.0) == expected.map(\.0))
        #expect(found.map(\.1) == expected.map(\.1))
        #expect(assignment.holder == expected.last?.0)
    }

    /// Later, without a further event: only the last interval of a lane that runs is longer.
    private func expectGrowsAtTheEnd(_ now: ClockReading, _ later: ClockReading, _ moment: Instant) {
        for (lane, grown) in zip(now.lanes, later.lanes) {
            guard lane.holder != nil else {
                #expect(grown == lane)
                continue
            }
            #expect(grown.intervals.dropLast() == lane.intervals.dropLast())
            #expect(grown.intervals.last?.from == lane.intervals.last?.from && grown.intervals.last?.to == moment)
            // While one holds, the others gain nothing.
            for total in lane.totals where total.holder != lane.holder {
                #expect(grown.totals.contains(total))
            }
        }
    }
}
