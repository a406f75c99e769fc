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

    /// The step by which its time runs on: as many days as were left when it stopped, one at least.
    func resumed(
        on: LegalDate, stoppedOn: LegalDate, after last: Step, _ calendar: WorkCalendar
    ) throws(DeadlineFault) -> Step {
        let end = last.due.derivation?.naive ?? last.due.date
        let left = max(1, end.dayNumber - stoppedOn.dayNumber)
        let due = try calendar.due(
            Period(amount: left, unit: .calendarDays), from: Derivation.Anchor(event: "deadline_moved", on: on),
            rule: last.due.derivation?.rule)
        return Step(.resumed, due: due, stoppedOn: stoppedOn)
    }

    /// All steps counted again.
    /// - Parameters:
    ///   - anchor: Where the first step runs from now.
    ///   - workflow: Whose rules give the periods.
    func recounted(
        from anchor: LegalDate? = nil, under workflow: Workflow, _ calendar: WorkCalendar
    ) throws(DeadlineFault) -> [Step] {
        var result: [Step] = []
        for step in steps {
            result.append(try recounted(step, after: result.last, from: anchor, under: workflow, calendar))
        }
        return result
    }

    private func recounted(
        _ step: Step, after last: Step?, from anchor: LegalDate?, under workflow: Workflow, _ calendar: WorkCalendar
    ) throws(DeadlineFault) -> Step {
        guard let derivation = step.due.derivation else { return step }
        var again = step
        switch (step.kind, last) {
        case (.opened, _):
            let start = Derivation.Anchor(event: derivation.anchor.event, on: anchor ?? derivation.anchor.on)
            guard let rule = rule.flatMap(workflow.deadline) else {
                again.due = try calendar.due(derivation, from: start)
                return again
            }
            return try Self.opening(rule, from: start, calendar)
        case (.extended, let last?):
            let start = Derivation.Anchor(event: derivation.anchor.event, on: last.due.date)
            again.due = try calendar.due(derivation, from: start)
        case (.resumed, let last?):
            return try resumed(on: derivation.anchor.on, stoppedOn: step.stoppedOn ?? last.due.date, after: last, calendar)
        case (.ordered, _), (_, nil):
            again.due = try calendar.due(derivation, from: derivation.anchor)
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
