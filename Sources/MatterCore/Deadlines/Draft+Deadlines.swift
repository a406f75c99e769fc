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
        guard case .date = fact.source else { return }
        // What lapsed may run again; what was met is done.
        try reanchor(fact.source, to: fact.on, cause: DeadlineCause(.corrected)) {
            $0.settledAt == nil || $0.state == .lapsed
        }
    }

    var deadlinesInOrder: [Deadline] { state.deadlines.values.sorted { $0.number < $1.number } }

    /// A fact meets the oldest deadline of each rule that waits for it. One that is recorded late may be older than the end.
    private mutating func meet(by fact: DatedFact) {
        var done: Set<DeadlineID> = []
        for deadline in deadlinesInOrder where deadline.mayBeMet {
            guard let id = deadline.rule, !done.contains(id), let rule = context.workflow.deadline(id),
                meet(deadline, rule, by: fact)
            else { continue }
            done.insert(id)
        }
    }

    mutating func meet(_ deadline: Deadline, _ rule: DeadlineRule, by fact: DatedFact) -> Bool {
        guard let found = firstMatch(rule.metBy, fact), deadline.canBeMet(by: found) else { return false }
        add(
            .deadlineMet(
                deadline: deadline.number, Deadline.Fulfilment(on: found.on, source: found.source), before: nil))
        return true
    }

    private mutating func stopAndResume(by fact: DatedFact) throws(Refusal) {
        for deadline in deadlinesInOrder {
            guard let rule = deadline.rule.flatMap(context.workflow.deadline), let suspension = rule.suspension else {
                continue
            }
            if deadline.state == .open, let found = match(suspension.from, fact), found.on <= deadline.due.date {
                add(.deadlineSuspended(deadline: deadline.number, on: found.on, cause: DeadlineCause(.rule)))
            } else if deadline.state == .suspended, let found = match(suspension.until, fact) {
                try resume(deadline, on: found.on, cause: DeadlineCause(.resumed))
            }
        }
    }

    mutating func resume(_ deadline: Deadline, on: LegalDate, cause: DeadlineCause) throws(Refusal) {
        guard let stopped = deadline.suspendedOn else { return }
        let step: Deadline.Step
        do throws(DeadlineFault) {
            step = try Deadline.resuming(on: on, stoppedOn: stopped, after: deadline.steps, context.calendar)
        } catch { throw Refusal(error) }
        try move(deadline, to: deadline.steps + [step], cause: cause)
    }

    private mutating func extend(by fact: DatedFact) throws(Refusal) {
        for rule in context.workflow.content.extensions {
            guard match(rule.by, fact) != nil else { continue }
            for deadline in deadlinesInOrder {
                guard let id = deadline.rule, rule.extends.contains(id), deadline.settledAt == nil,
                    !deadline.steps.contains(where: { $0.extension == rule.id })
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

    /// New steps, and what runs from the deadline follows. Nothing happens if the steps are what they were.
    mutating func move(
        _ deadline: Deadline, to steps: [Deadline.Step], cause: DeadlineCause,
        alsoMoving isMoved: (Deadline) -> Bool = { $0.settledAt == nil }
    ) throws(Refusal) {
        guard steps != deadline.steps else { return }
        let after = Deadline.end(of: steps)
        add(
            .deadlineMoved(
                DeadlineMoved(
                    deadline: deadline.number, cause: cause, before: deadline.due.short, after: after.short,
                    steps: steps)))
        guard after.date != deadline.due.date else { return }
        try reanchor(
            .deadline(deadline.number), to: after.date, cause: DeadlineCause(.followed, reference: cause.calendar),
            where: isMoved)
    }

    /// What runs from the source is counted from its new date.
    mutating func reanchor(
        _ source: DeadlineSource, to date: LegalDate, cause: DeadlineCause, where isMoved: (Deadline) -> Bool
    ) throws(Refusal) {
        for deadline in deadlinesInOrder where deadline.source == source && isMoved(deadline) {
            try reanchor(deadline, to: date, cause: cause, alsoMoving: isMoved)
        }
    }

    mutating func reanchor(
        _ deadline: Deadline, _ steps: [Deadline.Step]? = nil, to date: LegalDate?, cause: DeadlineCause,
        alsoMoving isMoved: (Deadline) -> Bool
    ) throws(Refusal) {
        let again: [Deadline.Step]
        do throws(DeadlineFault) {
            again = try deadline.recounted(steps, from: date, under: context.workflow, context.calendar)
        } catch { throw Refusal(error) }
        try move(deadline, to: again, cause: cause, alsoMoving: isMoved)
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
