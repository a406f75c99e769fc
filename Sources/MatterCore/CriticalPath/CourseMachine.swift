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
    /// Ends of limits, which many nodes share.
    private var limits: [Limit: Int] = [:]

    private struct Limit: Hashable {
        let duty: Int
        let since: Int
    }

    init?(
        _ rules: CourseRules, _ state: MatterState, _ calendar: WorkCalendar, today: LegalDate,
        course: CriticalPath.Course
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
        windowEnds = rules.workflow.content.windows.map { ($0.years, $0.id) }
        var node = CourseNode(
            stage: stage, status: status, hasJudge: state.judge != nil, hasAdministrator: state.administrator != nil)
        node.recorded = rules.bits(of: Array(state.milestones.keys))
        node.atHand = rules.bits(of: state.instruments.values.map(\.content.kind))
        node.fresh = rules.bits(
            of: state.instruments.values.filter { $0.number > state.instrumentsBeforeStatus }.map(\.content.kind))
        node.opened = rules.bits(of: state.openedDuties)
        node.counted = rules.bits(of: state.completedDuties)
        node.filers = state.filing.map { CourseRules.bits(of: [$0.filer]) } ?? 0
        node.terminatedOn = state.terminatedOn?.dayNumber
        node.windows = Set(state.openedWindows.compactMap { rules.window($0) })
        for assignment in state.assignments.values where !assignment.state.isSettled {
            guard let number = rules.workflow.content.duties.firstIndex(where: { $0.id == assignment.duty }) else {
                continue
            }
            node.counted |= rules.duties[number].bit
            guard assignment.isMandatory || rules.duties[number].isTracked else { continue }
            node.pending.append(
                CourseNode.Pending(
                    duty: number, assignment: assignment.number,
                    end: assignment.expectedEnd(calendar, today: today).date.dayNumber,
                    since: assignment.openedAt.legalDate.dayNumber))
        }
        start = node
    }

    func begin(_ floors: [Need: Int]) -> CourseNode {
        var node = start
        if isTimeless { node.pending = [] }
        node.pending = node.pending.map { pending in
            guard let number = pending.assignment, let floor = floors[.assignment(number)] else { return pending }
            return CourseNode.Pending(
                duty: pending.duty, assignment: number, end: max(floor, pending.end), since: pending.since)
        }.sorted { ($0.duty, $0.end) < ($1.duty, $1.end) }
        for (number, instrument) in rules.instruments.enumerated() where floors[.instrument(instrument.id)] != nil {
            node.fresh &= ~(1 << CourseRules.Bits(number))
        }
        return arrive(node, on: today, floors)
    }

    /// What may be recorded here without more ado, is: instruments harm nothing, and a milestone may still be left out.
    func arrive(_ node: CourseNode, on day: Int, _ floors: [Need: Int]) -> CourseNode {
        var node = node
        node.pending.removeAll { $0.end <= day }
        for (number, kind) in rules.instruments.enumerated()
        where kind.statuses?.contains(node.status) != false && floors[.instrument(kind.id)] == nil {
            node.atHand |= 1 << CourseRules.Bits(number)
            node.fresh |= 1 << CourseRules.Bits(number)
        }
        for rule in rules.milestones where !isExplicit(rule, floors) && isRecordable(rule, node) {
            node.optional |= rule.bit
        }
        return node
    }

    private func isExplicit(_ rule: CourseRules.MilestoneRule, _ floors: [Need: Int]) -> Bool {
        !rule.milestone.emits.isEmpty || floors[.milestone(rule.milestone.id)] != nil
    }

    private func isRecordable(_ rule: CourseRules.MilestoneRule, _ node: CourseNode) -> Bool {
        node.recorded & rule.bit == 0 && rule.stages?.contains(node.stage) != false
            && rule.statuses?.contains(node.status) != false && rule.instrument & ~node.atHand == 0
    }

    func steps(_ node: CourseNode, _ floors: [Need: Int]) -> [CourseStep] {
        var steps: [CourseStep] = []
        for (number, rule) in rules.milestones.enumerated() where isExplicit(rule, floors) && isRecordable(rule, node) {
            steps.append(.milestone(number))
        }
        for (number, kind) in rules.instruments.enumerated()
        where floors[.instrument(kind.id)] != nil && node.fresh & (1 << CourseRules.Bits(number)) == 0
            && kind.statuses?.contains(node.status) != false
        {
            steps.append(.instrument(number))
        }
        for (number, rule) in rules.moves.enumerated() where isAllowed[number] {
            let isStage = rule.move.machine == .stage
            if rule.from.contains(isStage ? node.stage : node.status),
                rule.other?.contains(isStage ? node.status : node.stage) != false
            {
                steps.append(.move(number))
            }
        }
        return steps
    }

    /// Where the step leads and when, as early as it can be; nil: it cannot be taken.
    func take(_ step: CourseStep, _ node: CourseNode, _ day: Int, _ floors: [Need: Int]) -> (CourseNode, Int)? {
        var waits: [Wait] = []
        return take(step, node, day, floors, &waits)
    }

    /// The same, and tells what the step waits for.
    func take(
        _ step: CourseStep, _ node: CourseNode, _ day: Int, _ floors: [Need: Int], _ waits: inout [Wait]
    ) -> (CourseNode, Int)? {
        var after = node
        switch step {
        case .milestone(let number):
            let rule = rules.milestones[number]
            let then = max(day, floors[.milestone(rule.milestone.id)] ?? day)
            waits.append(Wait(need: .milestone(rule.milestone.id), end: then, since: day))
            after.recorded |= rule.bit
            after.pending.removeAll { $0.end <= then }
            open(rule.milestone.emits.flatMap { rules.workflow.duties(on: $0) }, again: true, &after, on: then, floors)
            return (arrive(after, on: then, floors), then)
        case .instrument(let number):
            let need = Need.instrument(rules.instruments[number].id)
            let then = max(day, floors[need] ?? day)
            waits.append(Wait(need: need, end: then, since: day))
            after.atHand |= 1 << CourseRules.Bits(number)
            after.fresh |= 1 << CourseRules.Bits(number)
            return (arrive(after, on: then, floors), then)
        case .move(let number): return make(number, &after, day, floors, &waits)
        }
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
