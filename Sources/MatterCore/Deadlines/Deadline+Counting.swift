/// How the end of a deadline is counted. Every end can be counted again from its anchor, by the calendar and the rules of
/// another day.
extension Deadline {
    /// The first step of a deadline that runs from a fact.
    static func opening(
        _ rule: DeadlineRule, from anchor: Derivation.Anchor, _ calendar: WorkCalendar
    ) throws(DeadlineFault) -> Step {
        let derived = Derivation.Rule(id: rule.id.rawValue, basis: rule.basis)
        if let period = rule.period { return Step(.opened, due: try calendar.due(period, from: anchor, rule: derived)) }
        return Step(.opened, due: try calendar.due(on: anchor, rule: derived))
    }

    /// The step by which an extension prolongs it: counted from its present end.
    func extended(by rule: ExtensionRule, _ calendar: WorkCalendar) throws(DeadlineFault) -> Step {
        let due = try calendar.due(
            rule.period, from: Derivation.Anchor(event: "deadline_moved", on: due.date),
            rule: Derivation.Rule(id: rule.id.rawValue, basis: rule.basis))
        return Step(.extended, due: due, extension: rule.id)
    }

    /// The step by which its time runs on: as many days as were left when it stopped, one at least. What lies before its time
    /// began to run takes nothing away.
    /// - Parameter steps: The steps so far.
    static func resuming(
        on day: LegalDate, stoppedOn: LegalDate, after steps: [Step], _ calendar: WorkCalendar
    ) throws(DeadlineFault) -> Step {
        let present = end(of: steps)
        let running = steps.last { $0.kind == .resumed } ?? steps[0]
        var since = stoppedOn
        if let derivation = running.due.derivation, derivation.period.amount > 0 { since = derivation.anchor.on }
        let stopped = max(stoppedOn, since)
        let left = max(1, (present.derivation?.naive ?? present.date).dayNumber - stopped.dayNumber)
        let due = try calendar.due(
            Period(amount: left, unit: .calendarDays),
            from: Derivation.Anchor(event: "deadline_moved", on: max(day, stopped)), rule: present.derivation?.rule)
        return Step(.resumed, due: due, stoppedOn: stoppedOn, resumedOn: day)
    }

    /// All steps counted again.
    /// - Parameters:
    ///   - steps: Others than its own, where one of them was corrected.
    ///   - anchor: Where the first step runs from now.
    ///   - workflow: Whose rules give the periods.
    func recounted(
        _ steps: [Step]? = nil, from anchor: LegalDate? = nil, under workflow: Workflow, _ calendar: WorkCalendar
    ) throws(DeadlineFault) -> [Step] {
        var result: [Step] = []
        for step in steps ?? self.steps {
            result.append(try recounted(step, after: result, from: anchor, under: workflow, calendar))
        }
        return result
    }

    private func recounted(
        _ step: Step, after done: [Step], from anchor: LegalDate?, under workflow: Workflow, _ calendar: WorkCalendar
    ) throws(DeadlineFault) -> Step {
        guard let derivation = step.due.derivation else { return step }
        var again = step
        switch step.kind {
        case .opened:
            let start = Derivation.Anchor(event: derivation.anchor.event, on: anchor ?? derivation.anchor.on)
            guard let rule = rule.flatMap(workflow.deadline) else {
                again.due = try calendar.due(derivation, from: start)
                return again
            }
            return try Self.opening(rule, from: start, calendar)
        case .extended:
            let start = Derivation.Anchor(event: derivation.anchor.event, on: Self.end(of: done).date)
            again.due = try calendar.due(derivation, from: start)
        case .resumed:
            guard let stoppedOn = step.stoppedOn, let resumedOn = step.resumedOn else { return step }
            return try Self.resuming(on: resumedOn, stoppedOn: stoppedOn, after: done, calendar)
        case .ordered: again.due = try calendar.due(derivation, from: derivation.anchor)
        }
        return again
    }
}

extension WorkCalendar {
    /// Counts what was counted before, from another day.
    func due(_ derivation: Derivation, from anchor: Derivation.Anchor) throws(DeadlineFault) -> DueDate {
        guard derivation.period.amount > 0 else { return try due(on: anchor, rule: derivation.rule) }
        return try due(derivation.period, from: anchor, rule: derivation.rule)
    }
}
