import MatterCore
import Testing

@Suite struct CriticalPathTests {
    private struct Tally {
        var reached = 0
        var unreachable = 0
        var items = 0
        var limited = 0
        var tooMany = 0
    }

    /// On small random definitions an exhaustive player finds the same day, and the same last day for each item: it may end
    /// then, and not a day later.
    @Test(arguments: 0..<6)
    func everyWayPlayedOutGivesTheSameDays(part: Int) throws {
        var tally = Tally()
        for seed in stride(from: part, to: 120, by: 6) {
            var course = RandomCourse(seed: UInt64(seed))
            let workflow = course.workflow()
            let world = try course.matter(workflow)
            guard world.state.closedAt == nil else { continue }
            for kind in CriticalPath.Course.allCases {
                do {
                    try Self.compare(world, kind, "seed \(seed) \(kind)", &tally)
                } catch is CourseReference.TooMany {
                    tally.tooMany += 1
                }
            }
        }
        print("critical path \(part): \(tally)")
        #expect(tally.reached >= 20 && tally.unreachable >= 10 && tally.items >= 50 && tally.limited >= 35, "\(tally)")
        #expect(tally.tooMany <= 2, "\(tally)")
    }

    /// Where no event opens a duty and none is cancelled, a player who may put acts off, from any day to any other, ends on
    /// the same day.
    @Test func puttingOffGainsNothingByItself() throws {
        var (same, tooMany) = (0, 0)
        for seed in 0..<120 {
            var course = RandomCourse(seed: UInt64(seed))
            let world = try course.matter(course.workflow())
            let workflow = world.workflow.withoutEvents
            let today = world.now.legalDate
            let path = CriticalPath(of: world.state, workflow, Shipped.calendar, today: today, course: .completed)
            guard let end = path.closing?.date.dayNumber else { continue }
            var reference = CourseReference(
                workflow: workflow, state: world.state, today: today.dayNumber, mayCancel: false)
            reference.mayPutOff = true
            do {
                #expect(try reference.closing(through: end) == end, "seed \(seed)")
                same += 1
            } catch is CourseReference.TooMany {
                tooMany += 1
            }
        }
        #expect(same >= 40, "\(same), and \(tooMany) too many")
    }

    /// A duty that is still open when a second event would open it is not opened again. So the first event, put off, can
    /// bring an earlier end; the search puts nothing off, and says so.
    @Test func nothingIsPutOff() throws {
        var course = RandomCourse(seed: 53)
        let world = try course.matter(course.workflow())
        let today = world.now.legalDate
        let path = CriticalPath(of: world.state, world.workflow, Shipped.calendar, today: today, course: .completed)
        let end = try #require(path.closing).date.dayNumber
        var reference = CourseReference(
            workflow: world.workflow, state: world.state, today: today.dayNumber, mayCancel: false)
        reference.most = 20_000
        #expect(try reference.closing(through: end) == end)
        reference.mayPutOff = true
        #expect(try #require(try reference.closing(through: end)) < end)
        #expect(path.assumptions.contains { $0.text.en.contains("put off") })
    }

    private static func compare(
        _ world: World, _ kind: CriticalPath.Course, _ name: String, _ tally: inout Tally
    ) throws {
        let today = world.now.legalDate
        let path = CriticalPath(of: world.state, world.workflow, Shipped.calendar, today: today, course: kind)
        var reference = CourseReference(
            workflow: world.workflow, state: world.state, today: today.dayNumber, mayCancel: kind == .any)
        let horizon = path.closing?.date ?? today.adding(days: world.workflow.content.windows.isEmpty ? 40 : 400)
        let expected = try reference.closing(through: horizon.dayNumber)
        #expect(path.closing?.date.dayNumber == expected, "\(name)")
        guard let end = expected, path.closing != nil else {
            tally.unreachable += 1
            return
        }
        tally.reached += 1
        for item in path.items {
            let last = item.latest?.dayNumber ?? end + 1
            reference.delayed = (item.kind, item.subject, last)
            #expect(
                try reference.closing(through: end) != nil,
                "\(name): \(item.kind) \(item.subject) may end on \(last - end)")
            tally.items += 1
            guard item.latest != nil else { continue }
            #expect(item.earliest.dayNumber <= last, "\(name): \(item.kind) \(item.subject)")
            reference.delayed = (item.kind, item.subject, last + 1)
            #expect(try reference.closing(through: end) == nil, "\(name): \(item.kind) \(item.subject) may end later")
            tally.limited += 1
        }
    }
}

extension Workflow {
    fileprivate var withoutEvents: Workflow {
        var content = content
        content.milestones = content.milestones.map { milestone in
            Milestone(
                id: milestone.id, name: milestone.name, roles: milestone.roles, stages: milestone.stages,
                statuses: milestone.statuses, scope: milestone.scope, instrument: milestone.instrument, emits: [],
                basis: milestone.basis)
        }
        content.moves = content.moves.map { move in
            Move(
                id: move.id, machine: move.machine, name: move.name, from: move.from, to: move.to,
                grounds: move.grounds, roles: move.roles, instruments: move.instruments, guards: move.guards,
                needsOverrideReason: move.needsOverrideReason, emits: [], clears: move.clears,
                cancelsDuties: move.cancelsDuties, basis: move.basis)
        }
        return Workflow(content: content)
    }
}
