/// Acts of the court on deadlines themselves.
extension Decision {
    static func setDeadline(_ command: SetDeadline, _ draft: inout Draft) throws(Refusal) {
        try TextRule.require(command.name, at: "/name", upTo: TextRule.name)
        try TextRule.require(command.reason, at: "/reason")
        guard command.on > draft.context.today else {
            throw Refusal(
                .invalid, "date-not-ahead", zh: "日期须晚于今天。", en: "The date must lie after today.", pointer: "/on")
        }
        let due = try ordered(command.on, draft)
        draft.add(
            .deadlineOpened(
                DeadlineOpened(
                    deadline: draft.state.last.deadline + 1, rule: nil, name: command.name, party: command.party,
                    nature: .obligation, source: .order,
                    step: Deadline.Step(.ordered, due: due, reason: command.reason))))
    }

    /// Opens the milestones of the template for what has happened already, and for what will.
    static func adoptTemplate(_ command: AdoptTemplate, _ draft: inout Draft) throws(Refusal) {
        let known = draft.context.workflow.content.templates
        guard known.contains(where: { $0.id == command.template }) else {
            throw Refusal(
                .invalid, "unknown-template", zh: "未知的模板。",
                en: "The template must be one of: \(known.map(\.id.rawValue).joined(separator: ", ")).",
                pointer: "/template")
        }
        guard !draft.state.templates.contains(command.template) else {
            throw Refusal(.conflict, "template-adopted", zh: "已采用该模板。", en: "The matter has adopted it already.")
        }
        draft.add(.templateAdopted(command))
        let facts = draft.factsOnRecord
        for fact in facts { try draft.open(by: fact, only: command.template, after: facts) }
    }

    static func act(_ action: DeadlineAction, on deadline: Deadline, _ draft: inout Draft) throws(Refusal) {
        var isOpen = deadline.settledAt == nil
        // A right that was lost may have been used in time, as the record shows later.
        if case .meet = action { isOpen = deadline.mayBeMet }
        guard isOpen else {
            throw Refusal(
                .conflict, "deadline-settled", zh: "该期限已了结。", en: "Nothing is owed by this deadline any more.")
        }
        guard [.obligation, .right].contains(deadline.nature) else {
            throw Refusal(
                .conflict, "nobody-acts", zh: "该期限自行届满，无人须为行为。", en: "This period ends by itself; nobody has to act.")
        }
        let number = deadline.number
        switch action {
        case .meet(let command):
            try requireOwn(deadline, draft)
            try TextRule.allow(command.note, at: "/note")
            try requirePast(command.on, today: draft.context.today, at: "/on")
            guard deadline.admits(command.on) else {
                throw Refusal(
                    .invalid, "date-out-of-order", zh: "日期早于期限起算日，或者权利已因期满丧失。",
                    en: "The day is before the period began, or the right was lost by then.", pointer: "/on")
            }
            draft.add(
                .deadlineMet(
                    deadline: number, Deadline.Fulfilment(on: command.on, source: .order, note: command.note),
                    before: nil))
        case .extend(let command):
            try TextRule.require(command.reason, at: "/reason")
            try require(deadline, in: [.open, .lapsed])
            try requireForward(deadline)
            guard command.on > deadline.due.date else {
                throw Refusal(
                    .invalid, "date-not-later", zh: "须晚于原届满日（\(deadline.due.date)）。",
                    en: "An extension ends after the present end, \(deadline.due.date).", pointer: "/on")
            }
            let due = try ordered(command.on, draft)
            try draft.move(
                deadline, to: deadline.steps + [Deadline.Step(.ordered, due: due, reason: command.reason)],
                cause: DeadlineCause(.ordered, reason: command.reason))
        case .suspend(let command):
            try TextRule.require(command.reason, at: "/reason")
            try require(deadline, in: [.open])
            try requireForward(deadline)
            try requirePast(command.on, today: draft.context.today, at: "/on")
            let start = deadline.steps.last { $0.kind == .resumed }?.resumedOn ?? deadline.runsFrom
            guard command.on <= deadline.due.date, start.map({ command.on >= $0 }) ?? true else {
                throw Refusal(
                    .invalid, "date-out-of-order", zh: "日期须在期限进行期间。", en: "The day must lie within the period.",
                    pointer: "/on")
            }
            draft.add(
                .deadlineSuspended(
                    deadline: number, on: command.on, cause: DeadlineCause(.ordered, reason: command.reason)))
        case .resume(let command):
            try TextRule.require(command.reason, at: "/reason")
            try require(deadline, in: [.suspended])
            try requirePast(command.on, today: draft.context.today, at: "/on")
            guard deadline.suspendedOn.map({ command.on >= $0 }) ?? true else {
                throw Refusal(
                    .invalid, "date-out-of-order", zh: "日期早于中止之日。", en: "The day is before the time stopped.",
                    pointer: "/on")
            }
            try draft.resume(deadline, on: command.on, cause: DeadlineCause(.resumed, reason: command.reason))
        case .end(let command):
            try TextRule.require(command.reason, at: "/reason")
            draft.add(.deadlineEnded(deadline: number, cause: DeadlineCause(.ordered, reason: command.reason)))
        }
    }

    private static func require(_ deadline: Deadline, in states: [Deadline.State]) throws(Refusal) {
        guard states.contains(deadline.state) else {
            throw Refusal(
                .conflict, "deadline-state", zh: "期限当前状态为“\(deadline.state.rawValue)”，不能进行此操作。",
                en: "The deadline is \(deadline.state.rawValue); this needs it to be "
                    + states.map(\.rawValue).joined(separator: " or ") + ".")
        }
    }

    /// What ends before a fixed date moves with that date alone.
    private static func requireForward(_ deadline: Deadline) throws(Refusal) {
        guard deadline.isBackward else { return }
        throw Refusal(
            .conflict, "deadline-follows-date", zh: "该期限自指定日期倒算，须改定该日期。",
            en: "This deadline is counted back from a fixed date; fix that date again.")
    }

    /// An administrator reports what administrators owe; the court records everything.
    private static func requireOwn(_ deadline: Deadline, _ draft: Draft) throws(Refusal) {
        guard draft.context.principal.role == .administrator else { return }
        guard [.administrator, .debtorOrAdministrator].contains(deadline.party) else {
            throw Refusal(
                .forbidden, "not-your-deadline", zh: "该期限由他方承担。", en: "This deadline is another party's.")
        }
    }

    /// A day that the court sets rests on its order: no rule gives it, and none is named for it.
    private static func ordered(_ date: LegalDate, _ draft: Draft) throws(Refusal) -> DueDate {
        do throws(DeadlineFault) {
            return try draft.context.calendar.due(on: Derivation.Anchor(event: "court_order", on: date), rule: nil)
        } catch { throw Refusal(error) }
    }
}

extension Draft {
    /// The dated facts that the matter holds, in order of their days.
    var factsOnRecord: [DatedFact] {
        var facts: [DatedFact] = []
        if let filing = state.filing {
            facts.append(.init(source: .filing, on: filing.filedOn, event: "filing_recorded"))
        }
        if let on = state.acceptedOn { facts.append(.init(source: .acceptance, on: on, event: "procedure_moved")) }
        if let on = state.terminatedOn { facts.append(.init(source: .termination, on: on, event: "procedure_moved")) }
        for (id, on) in state.milestones {
            facts.append(.init(source: .milestone(id), on: on, event: "milestone_recorded"))
        }
        for (id, on) in state.fixedDates { facts.append(.init(source: .date(id), on: on, event: "date_fixed")) }
        for (number, instrument) in state.instruments {
            let content = instrument.content
            facts.append(
                .init(source: .instrument(number, .issued), on: content.issuedOn, event: "instrument_recorded"))
            if let on = content.announcedOn {
                facts.append(.init(source: .instrument(number, .announced), on: on, event: "instrument_recorded"))
            }
            facts += content.served.map {
                .init(source: .instrument(number, .served($0.party)), on: $0.on, event: "instrument_recorded")
            }
        }
        return facts.sorted { ($0.on, "\($0.source)") < ($1.on, "\($1.source)") }
    }
}
