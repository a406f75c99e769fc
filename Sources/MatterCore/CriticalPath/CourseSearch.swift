/// Finds the earliest end. Time passes only where a move waits, so an end is reached on the earliest day by a shortest path
/// over the places of a course, each reached as early as it can be.
///
/// Nothing is put off: a step is taken on the first day on which it can be. Later days open duties later, so waiting longer
/// helps only where a duty can open again: it does not as long as it is still open. Nobody leaves a duty open for that.
/// `docs/critical-path.md` says what is assumed.
struct CourseSearch {
    let machine: CourseMachine

    /// The earliest course to an end, if there is one.
    func earliest() -> [CourseVisit]? {
        let delay = Delay.none
        var nodes: [(node: CourseNode, day: Int, moves: Int, parent: Int, step: CourseStep?)] = []
        var settled: Set<CourseNode> = []
        var queue = CourseQueue()
        // Where there is no end, duties that open again and again would keep the search going for ever.
        guard isEndReachable else { return nil }
        func add(_ node: CourseNode, _ day: Int, _ moves: Int, _ parent: Int, _ step: CourseStep?) {
            nodes.append((node, day, moves, parent, step))
            queue.add(.init(day: day, moves: moves, number: nodes.count - 1))
        }
        add(machine.begin(delay), machine.today, 0, -1, nil)
        while let next = queue.next() {
            let (node, day, moves, _, _) = nodes[next.number]
            guard settled.insert(node).inserted else { continue }
            if machine.isEnd(node) {
                var visits: [CourseVisit] = []
                var number = next.number
                while number >= 0 {
                    visits.append(
                        CourseVisit(node: nodes[number].node, day: nodes[number].day, step: nodes[number].step))
                    number = nodes[number].parent
                }
                return visits.reversed()
            }
            for step in machine.steps(node, delay) {
                guard let (after, then) = machine.take(step, node, day, delay) else { continue }
                // A hundred years bound the search whatever a definition says.
                guard then - machine.today < 36_525 else { continue }
                if !settled.contains(after) { add(after, then, moves + 1, next.number, step) }
            }
        }
        return nil
    }

    private var isEndReachable: Bool {
        machine.isTimeless = true
        defer { machine.isTimeless = false }
        return reaches(machine.today, .none)
    }

    /// Whether an end can be reached by the day.
    func reaches(_ end: Int, _ delay: Delay) -> Bool {
        var best: [CourseNode: Int] = [:]
        var stack = [(machine.begin(delay), machine.today)]
        while let (node, day) = stack.popLast() {
            if day > end || best[node].map({ $0 <= day }) == true { continue }
            if machine.isEnd(node) { return true }
            best[node] = day
            for step in machine.steps(node, delay) {
                if let next = machine.take(step, node, day, delay), next.1 <= end { stack.append(next) }
            }
        }
        return false
    }
}

/// One stop of a course: the step that led there, and the day.
struct CourseVisit {
    let node: CourseNode
    let day: Int
    let step: CourseStep?
}
