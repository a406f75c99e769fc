import MatterCore
import Testing

@Suite struct CriticalPathTests {
    /// On small random definitions an exhaustive player, day by day, finds the same day, and the same last day for each
    /// item: it may end then, and not a day later.
    @Test(arguments: 0..<8)
    func everyWayPlayedOutGivesTheSameDays(part: Int) throws {
        var reached = 0
        var items = 0
        var limited = 0
        for seed in stride(from: part, to: 400, by: 8) {
            var course = RandomCourse(seed: UInt64(seed))
            let workflow = course.workflow()
            let world = try course.matter(workflow)
            guard world.state.closedAt == nil else { continue }
            let today = world.now.legalDate
            for kind in CriticalPath.Course.allCases {
                let path = CriticalPath(of: world.state, workflow, Shipped.calendar, today: today, course: kind)
                var reference = CourseReference(
                    workflow: workflow, state: world.state, today: today.dayNumber, mayCancel: kind == .any)
                let horizon = path.closing?.date ?? today.adding(days: workflow.content.windows.isEmpty ? 60 : 500)
                let expected = reference.closing(through: horizon.dayNumber)
                #expect(path.closing?.date.dayNumber == expected, "seed \(seed) \(kind)")
                guard let end = expected else { continue }
                reached += 1
                for item in path.items {
                    items += 1
                    let name = "seed \(seed) \(kind): \(item.kind) \(item.subject)"
                    let last = item.latest?.dayNumber ?? end + 1
                    reference.delayed = (item.kind, item.subject, last)
                    #expect(reference.closing(through: end) != nil, "\(name) may end on \(item.latest, default: "any day")")
                    guard item.latest != nil else { continue }
                    limited += 1
                    #expect(item.earliest.dayNumber <= last, "\(name)")
                    reference.delayed = (item.kind, item.subject, last + 1)
                    #expect(reference.closing(through: end) == nil, "\(name) may end later than \(item.latest!)")
                }
                reference.delayed = nil
            }
        }
        #expect(reached > 20 && items > 60 && limited > 30, "\(reached) \(items) \(limited)")
    }
}
