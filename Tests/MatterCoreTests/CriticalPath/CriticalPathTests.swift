import MatterCore
import Testing

@Suite struct CriticalPathTests {
    private struct Tally {
        var reached = 0
        var unreachable = 0
        var items = 0
        var limited = 0
        var putOff = 0
        var gained = 0
        var tooMany = 0
    }

    /// On small random definitions an exhaustive player finds the same day, and the same last day for each item: it may end
    /// then, and not a day later. A player who may also put acts off for no reason gains by it only where a duty can open
    /// again.
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
        #expect(tally.putOff >= 10 && tally.tooMany <= 2, "\(tally)")
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
        var idle = reference
        idle.mayPutOff = true
        idle.most = 6_000
        if let free = try? idle.closing(through: end) {
            #expect(free == end || kind == .any || Self.mayOpenAgain(world.workflow), "\(name)")
            tally.putOff += 1
            tally.gained += free < end ? 1 : 0
        }
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

    /// Whether more than one act opens the same duty, or one act does so more than once.
    private static func mayOpenAgain(_ workflow: Workflow) -> Bool {
        let cleared = Set(workflow.content.moves.flatMap(\.clears))
        return workflow.content.moves.contains { !$0.emits.isEmpty }
            || workflow.content.milestones.contains {
                !$0.emits.isEmpty && ($0.scope == .stage || cleared.contains($0.id))
            }
    }
}
