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

    /// On small random definitions an exhaustive player, day by day, finds the same day, and the same last day for each
    /// item: it may end then, and not a day later.
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
        #expect(tally.reached > 10 && tally.unreachable > 2 && tally.items > 20 && tally.limited > 10, "\(tally)")
    }

    private static func compare(
        _ world: World, _ kind: CriticalPath.Course, _ name: String, _ tally: inout Tally
    ) throws {
        let today = world.now.legalDate
        let path = CriticalPath(of: world.state, world.workflow, Shipped.calendar, today: today, course: kind)
        var reference = CourseReference(
            workflow: world.workflow, state: world.state, today: today.dayNumber, mayCancel: kind == .any)
        let horizon = path.closing?.date ?? today.adding(days: world.workflow.content.windows.isEmpty ? 10 : 400)
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
