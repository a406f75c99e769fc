/// How deadlines open. What was recorded before the fact that they run from may have met or stopped them already.
extension Draft {
    /// Opens what runs from the fact.
    /// - Parameters:
    ///   - template: Only what belongs to it.
    ///   - facts: What may have met it already; else the milestones on record.
    mutating func open(
        by fact: DatedFact, only template: TemplateID? = nil, after facts: [DatedFact]? = nil
    ) throws(Refusal) {
        for rule in context.workflow.content.deadlines where template == nil || rule.template == template {
            guard let found = firstMatch(rule.anchors, fact) else { continue }
            try open(rule, from: found, after: facts ?? milestonesOnRecord)
        }
    }

    private mutating func open(
        _ rule: DeadlineRule, from fact: DatedFact, after facts: [DatedFact]
    ) throws(Refusal) {
        if let template = rule.template, !state.templates.contains(template) { return }
        guard rule.statuses.isEmpty || rule.statuses.contains(state.status),
            rule.filers.isEmpty || state.filing.map({ rule.filers.contains($0.filer) }) == true,
            rule.repeats || !state.openedDeadlines.contains(rule.id),
            // What happened before the rules came into force is judged by others.
            fact.on >= context.workflow.content.validFrom,
            !state.deadlines.values.contains(where: {
                $0.rule == rule.id && $0.source == fact.source && $0.settledAt == nil && !fact.isRepeatable
            })
        else { return }
        let step: Deadline.Step
        do throws(DeadlineFault) { step = try Deadline.opening(rule, from: fact.anchor, context.calendar) } catch {
            throw Refusal(error)
        }
        let number = state.last.deadline + 1
        add(
            .deadlineOpened(
                DeadlineOpened(
                    deadline: number, rule: rule.id, name: nil, party: rule.party, nature: rule.nature,
                    source: fact.source, step: step)))
        for next in context.workflow.content.deadlines where next.anchors.contains(.deadline(rule.id)) {
            try open(
                next, from: DatedFact(source: .deadline(number), on: step.due.date, event: "deadline_opened"),
                after: facts)
        }
        try catchUp(number, rule, facts)
    }

    /// Who met one of those that repeat cannot be told from what is on record.
    private mutating func catchUp(
        _ number: Int, _ rule: DeadlineRule, _ facts: [DatedFact]
    ) throws(Refusal) {
        guard let deadline = state.deadlines[number] else { return }
        try stop(deadline, by: rule.suspension)
        guard !rule.repeats else { return }
        for fact in facts where meet(deadline, rule, by: fact) { return }
    }

    /// Time that stood still before the deadline opened, and perhaps does so still.
    private mutating func stop(_ deadline: Deadline, by suspension: DeadlineRule.Suspension?) throws(Refusal) {
        guard let suspension, let from = suspension.from.milestone.flatMap({ state.milestones[$0] }),
            from <= deadline.due.date
        else { return }
        let until = suspension.until.milestone.flatMap { state.milestones[$0] }.flatMap { $0 < from ? nil : $0 }
        if let until, let start = deadline.runsFrom, until <= start { return }
        add(.deadlineSuspended(deadline: deadline.number, on: from, cause: DeadlineCause(.rule)))
        guard let until, let stopped = state.deadlines[deadline.number] else { return }
        try resume(stopped, on: until, cause: DeadlineCause(.resumed))
    }

    private var milestonesOnRecord: [DatedFact] {
        state.milestones.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { id, on in
            DatedFact(source: .milestone(id), on: on, event: "milestone_recorded")
        }
    }
}

extension Deadline {
    /// Whether the fact can have met it.
    func canBeMet(by fact: DatedFact) -> Bool {
        // The service of an instrument meets only what runs from that instrument.
        if case .instrument(let number, .served) = fact.source {
            guard case .instrument(number, _) = source else { return false }
        }
        return admits(fact.on)
    }

    /// Nothing is met before what it runs from has happened, and no right is used when it is lost. What runs from the end of
    /// another deadline may be met before that end.
    func admits(_ day: LegalDate) -> Bool {
        if case .deadline = source { return nature != .right || day <= due.date }
        return (runsFrom.map { $0 <= day } ?? true) && (nature != .right || day <= due.date)
    }
}

extension DatedFact {
    /// The same source may stand for another happening: a milestone that was recorded again.
    var isRepeatable: Bool {
        if case .milestone = source { return true }
        return false
    }
}
