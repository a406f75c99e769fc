/// Acts on the dates that deadlines run from.
extension Decision {
    static func recordService(_ command: RecordService, _ draft: inout Draft) throws(Refusal) {
        guard let instrument = draft.state.instruments[command.instrument] else { throw noInstrument(at: "/instrument") }
        guard !command.served.isEmpty || command.announcedOn != nil else {
            throw Refusal(
                .invalid, "nothing-served", zh: "须写明送达或者公告日期。", en: "Name a service, or the date of the announcement.",
                pointer: "/served")
        }
        var content = instrument.content
        content.served = command.served
        content.announcedOn = command.announcedOn
        try checkService(content, draft.context)
        guard Set(command.served.map(\.party)).isDisjoint(with: instrument.content.served.map(\.party)),
            command.announcedOn == nil || instrument.content.announcedOn == nil
        else {
            throw Refusal(
                .conflict, "service-recorded", zh: "该送达或者公告已登记。",
                en: "This service or announcement is on record; correct its date if it is wrong.", pointer: "/served")
        }
        draft.add(.serviceRecorded(command))
    }

    static func correctDate(_ command: CorrectDate, _ draft: inout Draft) throws(Refusal) {
        try TextRule.require(command.reason, at: "/reason")
        try requirePast(command.on, today: draft.context.today, at: "/on")
        let (source, before) = try subject(of: command, draft)
        guard before != command.on else {
            throw Refusal(.conflict, "date-unchanged", zh: "日期未变。", en: "The date is this already.", pointer: "/on")
        }
        let state = draft.state
        let follows = command.subject == .issue ? command.instrument.flatMap { state.instruments[$0]?.content.kind } : nil
        let accepts = follows.map { rules($0, accepting: true, draft) } == true && state.acceptedOn == before
        let terminates = follows.map { rules($0, accepting: false, draft) } == true && state.terminatedOn == before
        draft.add(
            .dateCorrected(
                DateCorrected(
                    command: command, before: before, acceptedOn: accepts ? command.on : state.acceptedOn,
                    terminatedOn: terminates ? command.on : state.terminatedOn)))
        let cause = DeadlineCause(.corrected, reason: command.reason)
        var sources = [source]
        if accepts { sources += [.acceptance] }
        if terminates { sources += [.termination] }
        // Of the move that the ruling carried.
        if accepts || terminates { sources += state.deadlines.values.compactMap { $0.statusSource(on: before) } }
        for source in sources {
            try draft.reanchor(source, to: command.on, cause: cause)
            draft.correctFulfilments(by: source, to: command.on)
        }
    }

    /// The fact, with the date that is on record.
    private static func subject(
        of command: CorrectDate, _ draft: Draft
    ) throws(Refusal) -> (DeadlineSource, LegalDate) {
        let state = draft.state
        switch command.subject {
        case .filing:
            guard let filing = state.filing else { throw noDate(at: "/subject") }
            return (.filing, filing.filedOn)
        case .milestone:
            guard let id = command.milestone, let on = state.milestones[id] else { throw noDate(at: "/milestone") }
            return (.milestone(id), on)
        case .issue, .announcement, .service:
            guard let number = command.instrument, let content = state.instruments[number]?.content else {
                throw noInstrument(at: "/instrument")
            }
            if command.subject == .issue {
                let first = content.served.map(\.on).min() ?? content.announcedOn
                guard first.map({ command.on <= $0 }) ?? true else { throw beforeIssue }
                return (.instrument(number, .issued), content.issuedOn)
            }
            guard command.on >= content.issuedOn else { throw beforeIssue }
            if command.subject == .announcement {
                guard let on = content.announcedOn else { throw noDate(at: "/subject") }
                return (.instrument(number, .announced), on)
            }
            guard let party = command.party, let service = content.served.first(where: { $0.party == party }) else {
                throw noDate(at: "/party")
            }
            return (.instrument(number, .served(party)), service.on)
        }
    }

    private static func noDate(at pointer: String) -> Refusal {
        Refusal(.invalid, "date-not-found", zh: "案件中没有该日期。", en: "The matter has no such date.", pointer: pointer)
    }

    private static var beforeIssue: Refusal {
        Refusal(
            .invalid, "date-before-issue", zh: "日期早于文书落款日期。", en: "The date is before the instrument was issued.",
            pointer: "/on")
    }

    /// Whether an instrument of the kind carries moves that accept, or that terminate, the case.
    private static func rules(_ kind: InstrumentKindID, accepting: Bool, _ draft: Draft) -> Bool {
        let workflow = draft.context.workflow
        return workflow.content.moves.contains { move in
            move.machine == .procedure && move.instruments.first == kind
                && workflow.status(StatusID(move.to))?.isRunning == accepting
        } || (accepting && workflow.content.openings.contains { $0.instruments.first == kind })
    }

    static func fixDate(_ command: FixDate, _ draft: inout Draft) throws(Refusal) {
        try TextRule.allow(command.note, at: "/note")
        guard let rule = draft.context.workflow.fixedDate(command.date) else {
            throw Refusal(
                .invalid, "unknown-date", zh: "未知的日期事项。",
                en: "The date must be one of: "
                    + draft.context.workflow.content.fixedDates.map(\.id.rawValue).joined(separator: ", ") + ".",
                pointer: "/date")
        }
        guard rule.roles.contains(draft.context.principal.role) else {
            throw Refusal(
                .forbidden, "role-may-not", zh: "该角色不能确定此日期。",
                en: "The role \(draft.context.principal.role.rawValue) does not fix this date.", basis: rule.basis)
        }
        guard draft.state.fixedDates[rule.id] != command.on else {
            throw Refusal(.conflict, "date-unchanged", zh: "日期未变。", en: "The date is this already.", pointer: "/on")
        }
        try requireBounds(command, rule, draft)
        draft.add(.dateFixed(command))
    }

    private static func requireBounds(_ command: FixDate, _ rule: FixedDateRule, _ draft: Draft) throws(Refusal) {
        guard let pattern = rule.from else { return }
        guard let anchor = draft.latest(pattern) else {
            throw Refusal(
                .conflict, "anchor-missing", zh: "尚无起算日期。", en: "The fact that the period runs from is not on record yet.",
                basis: rule.basis, pointer: "/date")
        }
        func end(_ period: Period?) throws(Refusal) -> LegalDate? {
            guard let period else { return nil }
            do throws(DeadlineFault) {
                return try draft.context.calendar.due(period, from: .init(on: anchor)).derivation?.naive
            } catch { throw Refusal(error) }
        }
        let earliest = try end(rule.earliest)
        let latest = try end(rule.latest)
        guard earliest.map({ command.on >= $0 }) ?? true, latest.map({ command.on <= $0 }) ?? true else {
            throw Refusal(
                .invalid, "date-out-of-bounds", zh: "日期须在 \(earliest?.description ?? "-") 至 \(latest?.description ?? "-") 之间。",
                en: "The date must lie from \(earliest?.description ?? "-") to \(latest?.description ?? "-").",
                basis: rule.basis, pointer: "/on")
        }
    }
}

extension Deadline {
    /// The status that it runs from since that day.
    fileprivate func statusSource(on date: LegalDate) -> DeadlineSource? {
        guard case .status = source, steps.first?.due.derivation?.anchor.on == date else { return nil }
        return source
    }
}

extension Draft {
    /// The date of a fact that is on record; of several the latest.
    func latest(_ pattern: FactPattern) -> LegalDate? {
        switch pattern {
        case .filing: state.filing?.filedOn
        case .milestone(let id): state.milestones[id]
        case .acceptance: state.acceptedOn
        case .termination: state.terminatedOn
        case .date(let id): state.fixedDates[id]
        case .instrument(let kind, let moment):
            state.instruments.values.filter { $0.content.kind == kind }.compactMap { $0.date(of: moment) }.max()
        case .status, .deadline: nil
        }
    }

    /// What the fact met was met on another day.
    mutating func correctFulfilments(by source: DeadlineSource, to date: LegalDate) {
        for deadline in deadlinesInOrder {
            guard let met = deadline.met, met.source == source, met.on != date else { continue }
            add(
                .deadlineMet(
                    deadline: deadline.number, Deadline.Fulfilment(on: date, source: source, note: met.note),
                    before: met))
        }
    }
}

extension Instrument {
    func date(of moment: FactPattern.Moment) -> LegalDate? {
        switch moment {
        case .issued: content.issuedOn
        case .announced: content.announcedOn
        case .served(let parties):
            content.served.filter { parties.contains($0.party) }.map(\.on).max()
        }
    }
}
