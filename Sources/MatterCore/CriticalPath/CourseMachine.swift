/// The steps of a course: which can be taken where, what each waits for, and where it leads.
final class CourseMachine {
    let rules: CourseRules
    let start: CourseNode
    let today: Int
    let calendar: WorkCalendar
    let isAllowed: [Bool]
    /// Nothing takes time: only to see whether an end can be reached at all.
    var isTimeless = false
    /// By move: the day of the ruling at hand that carries it, and the kinds at hand that can.
    let rulings: [Int?]
    let carried: [CourseRules.Bits]
    let windowEnds: [(years: Int, id: WindowID)]
    let ending: Int?
    private let instrumented: [CourseRules.MilestoneRule]
    private let periods: [RunningPeriod]
    /// Milestones whose day matters: they open duties, or a period has to be over before.
    private let dated: CourseRules.Bits
    /// Ends of limits, which many nodes share.
    private var limits: [Limit: Int] = [:]

    private struct Limit: Hashable {
        let duty: Int
        let since: Int
    }

    init?(
        _ rules: CourseRules, _ state: MatterState, _ calendar: WorkCalendar, today: LegalDate,
        course: CriticalPath.Course, ending: StatusID?
    ) {
        self.rules = rules
        self.today = today.dayNumber
        self.calendar = calendar
        guard let stage = rules.stage(state.stage), let status = rules.status(state.status) else { return nil }
        isAllowed = rules.moves.map { rule in
            course == .any || !rule.move.cancelsDuties || (rule.move.machine == .stage && rules.stages[rule.to].isFinal)
        }
        let checked = rules.moves.map { rule -> (Int?, CourseRules.Bits) in
            let carrying = InstrumentRule(rule.move, state)
            let usable = state.instruments.values.filter { carrying.carries($0) }
            let bits = rules.bits(of: usable.map(\.content.kind)) & rule.instruments
            // A milestone that is recorded from now on dates the ruling no earlier.
            let isSettled = rule.requires & ~rules.bits(of: Array(state.milestones.keys)) == 0
            let ruling = usable.filter { $0.content.kind == rule.move.instruments.first }.map(\.content.issuedOn).min()
            return (isSettled ? ruling?.dayNumber : nil, isSettled || rule.move.machine == .stage ? bits : 0)
        }
        rulings = checked.map(\.0)
        carried = checked.map(\.1)
        periods = RunningPeriod.all(state, rules).filter { $0.over > today.dayNumber }
        dated = periods.reduce(rules.emitting) { $0 | $1.milestones }
        instrumented = rules.milestones.filter { $0.instrument != 0 }
        self.ending = ending.map { rules.status($0) ?? -1 }
        windowEnds = rules.workflow.content.windows.map { ($0.years, $0.id) }
        var node = CourseNode(
            stage: stage, status: status, hasJudge: state.judge != nil, hasAdministrator: state.administrator != nil)
        node.recorded = rules.bits(of: Array(state.milestones.keys))
        node.atHand = rules.bits(of: state.instruments.values.map(\.content.kind))
        node.fresh = rules.bits(
            of: state.instruments.values.filter { $0.number > state.instrumentsBeforeStatus }.map(\.content.kind))
        node.opened = rules.bits(of: state.openedDuties)
        node.done = rules.bits(of: state.completedDuties) & rules.asked
        node.filers = state.filing.map { CourseRules.bits(of: [$0.filer]) } ?? 0
        node.terminatedOn = state.terminatedOn?.dayNumber
        for window in state.openedWindows { node.windows |= rules.window(window).map { 1 << UInt64($0) } ?? 0 }
        for assignment in state.assignments.values where !assignment.state.isSettled {
            guard let number = rules.duty(assignment.duty) else { continue }
            guard rules.duties[number].isTracked else { continue }
            node.pending.append(
                CourseNode.Pending(
                    duty: number, assignment: assignment.number,
                    end: assignment.expectedEnd(calendar, today: today).date.dayNumber,
                    since: assignment.openedAt.legalDate.dayNumber))
        }
        start = node
    }

    /// The end is reached: of this kind, if one is wanted.
    func isEnd(_ node: CourseNode) -> Bool {
        rules.stages[node.stage].isFinal && (ending == nil || ending == node.status)
    }

    func begin(_ delay: Delay) -> CourseNode {
        var node = start
        if isTimeless { node.pending = [] }
        node.pending = node.pending.map { pending in
            CourseNode.Pending(
                duty: pending.duty, assignment: pending.assignment,
                end: delay.day(pending.end, if: pending.assignment == delay.assignment), since: pending.since)
        }.sorted { ($0.duty, $0.end) < ($1.duty, $1.end) }
        node.fresh &= ~delay.instruments
        arrive(&node, on: today, delay)
        return node
    }

    /// What may be recorded here without more ado, is: instruments harm nothing, and a milestone may still be left out.
    func arrive(_ node: inout CourseNode, on day: Int, _ delay: Delay) {
        node.settle(on: day, rules)
        let issuable = rules.issuableIn[node.status] & ~delay.instruments
        node.atHand |= issuable
        node.fresh |= issuable
        node.optional |= recordable(node) & ~(dated | delay.milestones)
    }

    private func recordable(_ node: CourseNode) -> CourseRules.Bits {
        var bits = rules.recordableAt[rules.place(node.stage, node.status)] & ~node.recorded
        for rule in instrumented where bits & rule.bit != 0 && rule.instrument & ~node.atHand != 0 { bits &= ~rule.bit }
        return bits
    }

    func steps(_ node: CourseNode, _ delay: Delay) -> [CourseStep] {
        var steps: [CourseStep] = []
        let apart = recordable(node) & (dated | delay.milestones)
        if apart != 0 {
            for (number, rule) in rules.milestones.enumerated() where rule.bit & apart != 0 {
                steps.append(.milestone(number))
            }
        }
        let late = delay.instruments & rules.issuableIn[node.status] & ~node.fresh
        if late != 0 { steps.append(.instrument(late.trailingZeroBitCount)) }
        for number in rules.movesAt[rules.place(node.stage, node.status)] where isAllowed[number] {
            steps.append(.move(number))
        }
        return steps
    }

    /// Where the step leads and when, as early as it can be; nil: it cannot be taken.
    func take(_ step: CourseStep, _ node: CourseNode, _ day: Int, _ delay: Delay) -> (CourseNode, Int)? {
        var waits: [Obstruction]?
        return take(step, node, day, delay, &waits)
    }

    /// The same, and tells what the step waits for, if that is asked.
    func take(
        _ step: CourseStep, _ node: CourseNode, _ day: Int, _ delay: Delay, _ waits: inout [Obstruction]?
    ) -> (CourseNode, Int)? {
        var after = node
        let then: Int
        switch step {
        case .milestone(let number):
            let rule = rules.milestones[number]
            var first = delay.day(day, if: rule.bit & delay.milestones != 0)
            for period in periods where period.milestones & rule.bit != 0 && !isTimeless {
                let over = delay.day(period.over, if: delay.deadline == period.number)
                waits?.append(Obstruction(need: .deadline(period.number), end: over, since: period.since))
                first = max(first, over)
            }
            then = first
            waits?.append(Obstruction(need: .milestone(rule.milestone.id), end: then, since: day))
            after.recorded |= rule.bit
            after.settle(on: then, rules)
            open(rule.emits, again: true, &after, on: then, delay)
        case .instrument(let number):
            then = max(day, delay.until)
            waits?.append(Obstruction(need: .instrument(rules.instruments[number]), end: then, since: day))
            after.atHand |= 1 << CourseRules.Bits(number)
            after.fresh |= 1 << CourseRules.Bits(number)
        case .move(let number):
            guard let made = make(number, &after, day, delay, &waits) else { return nil }
            then = made
        }
        arrive(&after, on: then, delay)
        return (after, then)
    }

    func limit(of duty: Int, from day: Int) -> Int {
        if isTimeless { return day }
        let key = Limit(duty: duty, since: day)
        if let end = limits[key] { return end }
        let end = calendar.end(of: rules.duties[duty].duty, from: LegalDate(dayNumber: day)).date.dayNumber
        limits[key] = end
        return end
    }
}
