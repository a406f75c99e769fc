extension CourseMachine {
    func make(
        _ number: Int, _ node: inout CourseNode, _ day: Int, _ floors: [Need: Int], _ waits: inout [Wait]
    ) -> (CourseNode, Int)? {
        let rule = rules.moves[number]
        let isStage = rule.move.machine == .stage
        var required = rule.requires
        for (duty, milestone) in rule.entered where node.counted & duty != 0 { required |= milestone }
        guard required & ~(node.recorded | node.optional) == 0, required & rule.absent == 0,
            node.recorded & rule.absent == 0,
            rule.instruments & ~(isStage ? node.atHand : node.fresh) == 0,
            rule.filers.allSatisfy({ node.filers & $0 != 0 })
        else { return nil }
        for filers in rule.filers { node.filers &= filers }
        guard rule.filers.isEmpty || node.filers != 0, let then = ready(rule, node, day, floors, &waits) else {
            return nil
        }
        for milestone in rules.milestones where milestone.bit & required & node.optional != 0 {
            waits.append(Wait(need: .milestone(milestone.milestone.id), end: day, since: day))
        }
        let isCarried = node.isFirstStatus || isStage
        for (index, kind) in rules.instruments.enumerated() {
            let bit = CourseRules.Bits(1) << CourseRules.Bits(index)
            if rule.instruments & bit != 0, !isCarried || carried[number] & bit == 0 {
                waits.append(Wait(need: .instrument(kind.id), end: day, since: day))
            }
        }
        node.recorded |= required
        node.optional &= ~(required | rule.absent)
        node.pending.removeAll { $0.end <= then }
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
            if rules.filers(onEntryOf: rule.to) != 0, node.filers == 0 {
                node.filers = rules.filers(onEntryOf: rule.to)
            }
        }
        if rule.move.cancelsDuties {
            for pending in node.pending {
                node.opened &= ~rules.duties[pending.duty].bit
                node.counted &= ~(rules.duties[pending.duty].bit & ~start.counted)
            }
            node.pending = []
        }
        open(rule.move.emits.flatMap { rules.workflow.duties(on: $0) }, again: true, &node, on: then, floors)
        if isStage {
            open(rules.workflow.duties(onEntryOf: rules.stages[rule.to].id), again: false, &node, on: then, floors)
        }
        return (arrive(node, on: then, floors), then)
    }

    /// The first day on which all that the move waits for is over.
    private func ready(
        _ rule: CourseRules.MoveRule, _ node: CourseNode, _ day: Int, _ floors: [Need: Int], _ waits: inout [Wait]
    ) -> Int? {
        var found: [Wait] = []
        if rule.waitsForDuties {
            for pending in node.pending where rules.duties[pending.duty].duty.isMandatory {
                if let scene = rules.duties[pending.duty].scene, scene > node.stage { continue }
                found.append(
                    Wait(
                        need: pending.assignment.map { .assignment($0) } ?? .duty(rules.duties[pending.duty].duty.id),
                        end: pending.end, since: pending.since))
            }
        }
        for (isNeeded, isThere, need) in [
            (rule.needsJudge, node.hasJudge, Need.judge),
            (rule.needsAdministrator, node.hasAdministrator, .administrator),
        ] where isNeeded && !isThere {
            found.append(Wait(need: need, end: max(day, floors[need] ?? day), since: day))
        }
        for window in rule.windowsOver where !isTimeless {
            guard node.windows.contains(window), let start = node.terminatedOn else { continue }
            let need = Need.window(windowEnds[window].id)
            let end = Self.windowEnd(from: start, years: windowEnds[window].years) + 1
            found.append(Wait(need: need, end: max(end, floors[need] ?? end), since: start))
        }
        let then = found.reduce(day) { max($0, $1.end) }
        for window in rule.windowsOpen {
            guard node.windows.contains(window), let start = node.terminatedOn,
                then <= Self.windowEnd(from: start, years: windowEnds[window].years)
            else { return nil }
        }
        waits += found
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
            node.windows = Set(after.opensWindows.compactMap { rules.window($0) })
        }
    }

    /// - Parameter again: Duties of an event open again once they are settled; those of a stage open once in a matter.
    func open(_ duties: [Duty], again: Bool, _ node: inout CourseNode, on day: Int, _ floors: [Need: Int]) {
        for duty in duties {
            guard let number = rules.workflow.content.duties.firstIndex(where: { $0.id == duty.id }) else { continue }
            let rule = rules.duties[number]
            if duty.onlyIfDebtorEnds, rules.statuses[node.status].debtorSurvives { continue }
            if again ? node.pending.contains(where: { $0.duty == number }) : node.opened & rule.bit != 0 { continue }
            node.opened |= rule.bit
            node.counted |= rule.bit
            guard rule.isTracked else { continue }
            let end = max(limit(of: number, from: day), floors[.duty(duty.id)] ?? day)
            node.pending.append(.init(duty: number, assignment: nil, end: end, since: day))
            node.pending.sort { ($0.duty, $0.end) < ($1.duty, $1.end) }
        }
    }
}
