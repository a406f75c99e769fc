/// What acts do to deadlines: the facts of an act meet, stop, prolong, end and open them. Each change is an event.
extension Draft {
    /// Follows all that the act has recorded so far.
    mutating func followFacts(before: MatterState?) throws(Refusal) {
        var earlier = before
        for event in events {
            for fact in DatedFact.facts(of: event, before: earlier) { try follow(fact) }
            switch event.body {
            case .procedureMoved: endDeadlinesOutOfPlace()
            case .stageMoved(let move) where move.closes: endDeadlines(at: move)
            default: break
            }
            if earlier != nil { earlier?.apply(event) } else { earlier = MatterState(opening: event) }
        }
    }

    private mutating func follow(_ fact: DatedFact) throws(Refusal) {
        meet(by: fact)
        try stopAndResume(by: fact)
        try extend(by: fact)
        try open(by: fact)
        if case .date = fact.source { try reanchor(fact.source, to: fact.on, cause: DeadlineCause(.corrected)) }
    }

    var deadlinesInOrder: [Deadline] { state.deadlines.values.sorted { $0.number < $1.number } }

    /// A fact meets the oldest deadline of each rule that waits for it.
    private mutating func meet(by fact: DatedFact) {
        var done: Set<DeadlineID> = []
        for deadline in deadlinesInOrder where deadline.settledAt == nil {
            guard let id = deadline.rule, !done.contains(id), let rule = context.workflow.deadline(id),
                let found = firstMatch(rule.metBy, fact)
            else { continue }
            done.insert(id)
            add(
                .deadlineMet(
                    deadline: deadline.number, Deadline.Fulfilment(on: found.on, source: found.source), before: nil))
        }
    }

    private mutating func stopAndResume(by fact: DatedFact) throws(Refusal) {
        for deadline in deadlinesInOrder {
            guard let rule = deadline.rule.flatMap(context.workflow.deadline), let suspension = rule.suspension else {
                continue
            }
            if deadline.state == .open, let found = match(suspension.from, fact) {
                add(.deadlineSuspended(deadline: deadline.number, on: found.on, cause: DeadlineCause(.rule)))
            } else if deadline.state == .suspended, let found = match(suspension.until, fact) {
                try resume(deadline, on: found.on, cause: DeadlineCause(.resumed))
            }
        }
    }

    mutating func resume(_ deadline: Deadline, on: LegalDate, cause: DeadlineCause) throws(Refusal) {
        guard let stopped = deadline.suspendedOn, let last = deadline.steps.last else { return }
        let step: Deadline.Step
        do throws(DeadlineFault) {
            step = try deadline.resumed(on: on, stoppedOn: stopped, after: last, context.calendar)
        } catch { throw Refusal(error) }
        try move(deadline, to: deadline.steps + [step], cause: cause)
    }

    private mutating func extend(by fact: DatedFact) throws(Refusal) {
        for rule in context.workflow.content.extensions {
            guard match(rule.by, fact) != nil else { continue }
            for deadline in deadlinesInOrder {
                guard let id = deadline.rule, rule.extends.contains(id), deadline.settledAt == nil,
                    deadline.state != .suspended, !deadline.steps.contains(where: { $0.extension == rule.id })
                else { continue }
                let step: Deadline.Step
                do throws(DeadlineFault) { step = try deadline.extended(by: rule, context.calendar) } catch {
                    throw Refusal(error)
                }
                try move(
                    deadline, to: deadline.steps + [step],
                    cause: DeadlineCause(.extended, reference: rule.id.rawValue))
            }
        }
    }

    /// Opens what runs from the fact.
    mutating func open(by fact: DatedFact, only template: TemplateID? = nil) throws(Refusal) {
        for rule in context.workflow.content.deadlines where template == nil || rule.template == template {
            guard let found = firstMatch(rule.anchors, fact) else { continue }
            try open(rule, from: found)
        }
    }

    private mutating func open(_ rule: DeadlineRule, from fact: DatedFact) throws(Refusal) {
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
                next, from: DatedFact(source: .deadline(number), on: step.due.date, event: "deadline_opened"))
        }
    }

    /// New steps, and what runs from the deadline follows. Nothing happens if the steps are what they were.
    mutating func move(_ deadline: Deadline, to steps: [Deadline.Step], cause: DeadlineCause) throws(Refusal) {
        guard steps != deadline.steps, let after = steps.last?.due else { return }
        add(
            .deadlineMoved(
                DeadlineMoved(
                    deadline: deadline.number, cause: cause, before: deadline.due.short, after: after.short,
                    steps: steps)))
        guard after.date != deadline.due.date else { return }
        try reanchor(.deadline(deadline.number), to: after.date, cause: DeadlineCause(.followed))
    }

    /// What runs from the source is counted from its new date.
    mutating func reanchor(_ source: DeadlineSource, to date: LegalDate, cause: DeadlineCause) throws(Refusal) {
        for deadline in deadlinesInOrder where deadline.source == source && deadline.state != .ended {
            guard deadline.steps.first?.due.derivation?.anchor.on != date else { continue }
            let steps: [Deadline.Step]
            do throws(DeadlineFault) {
                steps = try deadline.recounted(from: date, under: context.workflow, context.calendar)
            } catch { throw Refusal(error) }
            try move(deadline, to: steps, cause: cause)
        }
    }

    /// What belongs to other statuses than the present one comes to nothing.
    private mutating func endDeadlinesOutOfPlace() {
        for deadline in deadlinesInOrder where deadline.settledAt == nil {
            guard let rule = deadline.rule.flatMap(context.workflow.deadline), !rule.statuses.isEmpty,
                !rule.statuses.contains(state.status)
            else { continue }
            add(.deadlineEnded(deadline: deadline.number, cause: DeadlineCause(.procedureLeft)))
        }
    }

    /// When the matter closes nobody owes anything in it; terms run on.
    private mutating func endDeadlines(at move: StageMoved) {
        for deadline in deadlinesInOrder where deadline.settledAt == nil && deadline.nature != .term {
            add(
                .deadlineEnded(
                    deadline: deadline.number, cause: DeadlineCause(.matterClosed, reference: move.move.rawValue)))
        }
    }
}

extension DatedFact {
    /// The same source may stand for another happening: a milestone that was recorded again.
    var isRepeatable: Bool {
        if case .milestone = source { return true }
        return false
    }
}
