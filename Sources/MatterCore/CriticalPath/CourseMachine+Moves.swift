extension CourseMachine {
    func make(
        _ number: Int, _ node: inout CourseNode, _ day: Int, _ delay: Delay, _ waits: inout [Obstruction]?
    ) -> Int? {
        let rule = rules.moves[number]
        let isStage = rule.move.machine == .stage
        var required = rule.requires
        if !rule.entered.isEmpty, !isTimeless {
            // What is owed will be done: it counts from the start.
            let counted = node.pending.reduce(node.done) { $0 | rules.duties[$1.duty].bit }
            for (duty, milestone) in rule.entered where counted & duty != 0 { required |= milestone }
        }
        guard required & ~(node.recorded | node.optional) == 0, required & rule.absent == 0,
            node.recorded & rule.absent == 0,
            rule.instruments & ~(isStage ? node.atHand : node.fresh) == 0,
            rule.filers.allSatisfy({ node.filers & $0 != 0 })
        else { return nil }
        for filers in rule.filers { node.filers &= filers }
        guard rule.filers.isEmpty || node.filers != 0, let then = ready(rule, node, day, delay, &waits) else {
            return nil
        }
        if waits != nil { name(number, required & node.optional, node, day, &waits) }
        node.recorded |= required
        node.optional &= ~(required | rule.absent)
        node.settle(on: then, rules)
        node.recorded &= ~rule.clears
        node.optional &= ~rule.clears
        if rule.needsJudge { node.hasJudge = true }
        if rule.needsAdministrator { node.hasAdministrator = true }
        if isStage {
            node.recorded &= ~rules.stageScoped
            node.optional &= ~rules.stageScoped
            node.stage = rule.to
        } else {
            enter(status: rule.to, on: node.isFirstStatus ? rulings[number] ?? then : then, &node)
            if node.filers == 0 { node.filers = rules.filersOnEntry[rule.to] }
        }
        if rule.move.cancelsDuties {
            for pending in node.pending { node.opened &= ~rules.duties[pending.duty].bit }
            node.pending = []
        }
        open(rule.emits, again: true, &node, on: then, delay)
        if isStage { open(rules.entryDuties[rule.to], again: false, &node, on: then, delay) }
        return then
    }

    /// Milestones and instruments that the move is the first to ask for.
    private func name(
        _ number: Int, _ milestones: CourseRules.Bits, _ node: CourseNode, _ day: Int, _ waits: inout [Obstruction]?
    ) {
        for rule in rules.milestones where rule.bit & milestones != 0 {
            waits?.append(Obstruction(need: .milestone(rule.milestone.id), end: day, since: day))
        }
        let isCarried = node.isFirstStatus || rules.moves[number].move.machine == .stage
        let missing = rules.moves[number].instruments & ~(isCarried ? carried[number] : 0)
        for (index, kind) in rules.instruments.enumerated() where missing & (1 << CourseRules.Bits(index)) != 0 {
            waits?.append(Obstruction(need: .instrument(kind), end: day, since: day))
        }
    }

    /// The first day on which all that the move waits for is over.
    private func ready(
        _ rule: CourseRules.MoveRule, _ node: CourseNode, _ day: Int, _ delay: Delay, _ waits: inout [Obstruction]?
    ) -> Int? {
        var then = day
        if rule.waitsForDuties {
            for pending in node.pending {
                let duty = rules.duties[pending.duty]
                guard duty.duty.isMandatory, duty.scene.map({ $0 <= node.stage }) ?? true else { continue }
                then = max(then, pending.end)
                let need = pending.assignment.map { Need.assignment($0) } ?? .duty(duty.duty.id)
                waits?.append(Obstruction(need: need, end: pending.end, since: pending.since))
            }
        }
        if rule.needsJudge, !node.hasJudge {
            then = delay.day(then, if: delay.judge)
            waits?.append(Obstruction(need: .judge, end: day, since: day))
        }
        if rule.needsAdministrator, !node.hasAdministrator {
            then = delay.day(then, if: delay.administrator)
            waits?.append(Obstruction(need: .administrator, end: day, since: day))
        }
        for window in rule.windowsOver where !isTimeless {
            guard node.windows & (1 << UInt64(window)) != 0, let start = node.terminatedOn else { continue }
            let over = Self.windowEnd(from: start, years: windowEnds[window].years) + 1
            let end = delay.day(over, if: delay.window == window)
            then = max(then, end)
            waits?.append(Obstruction(need: .window(windowEnds[window].id), end: end, since: start))
        }
        for window in rule.windowsOpen {
            guard node.windows & (1 << UInt64(window)) != 0, let start = node.terminatedOn,
                then <= Self.windowEnd(from: start, years: windowEnds[window].years)
            else { return nil }
        }
        return then
    }

    private static func windowEnd(from day: Int, years: Int) -> Int {
        LegalDate(dayNumber: day).adding(years: years).dayNumber
    }

    private func enter(status: Int, on day: Int, _ node: inout CourseNode) {
        let before = rules.statuses[node.status]
        let after = rules.statuses[status]
        node.status = status
        node.isFirstStatus = false
        node.fresh = 0
        if before.isRunning, !after.isRunning, node.terminatedOn == nil {
            node.terminatedOn = day
            node.windows = after.opensWindows.reduce(0) { $0 | (rules.window($1).map { 1 << UInt64($0) } ?? 0) }
        }
    }

    /// - Parameter again: Duties of an event open again once they are settled; those of a stage open once in a matter.
    func open(_ duties: [Int], again: Bool, _ node: inout CourseNode, on day: Int, _ delay: Delay) {
        for number in duties {
            let rule = rules.duties[number]
            if rule.duty.onlyIfDebtorEnds, rules.statuses[node.status].debtorSurvives { continue }
            if again ? node.pending.contains(where: { $0.duty == number }) : node.opened & rule.bit != 0 { continue }
            node.opened |= rule.bit
            guard rule.isTracked else { continue }
            let end = delay.day(limit(of: number, from: day), if: delay.duty == number)
            node.pending.append(.init(duty: number, assignment: nil, end: end, since: day))
            node.pending.sort { ($0.duty, $0.end) < ($1.duty, $1.end) }
        }
    }
}
