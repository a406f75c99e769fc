extension Decision {
    /// A date on record was wrong. Whatever was counted from it or met by it follows; a date that cannot be, given the others,
    /// is refused.
    static func correctDate(_ command: CorrectDate, _ draft: inout Draft) throws(Refusal) {
        try TextRule.require(command.reason, at: "/reason")
        try requirePast(command.on, today: draft.context.today, at: "/on")
        let (source, before) = try subject(of: command, draft)
        guard before != command.on else {
            throw Refusal(.conflict, "date-unchanged", zh: "日期未变。", en: "The date is this already.", pointer: "/on")
        }
        let state = draft.state
        let kind = command.subject == .issue ? command.instrument.flatMap { state.instruments[$0]?.content.kind } : nil
        let ruled = draft.context.workflow.effects(of: kind)
        let accepts = ruled.accepts && state.acceptedOn == before
        let terminates = ruled.terminates && state.terminatedOn == before
        draft.add(
            .dateCorrected(
                DateCorrected(
                    command: command, before: before, acceptedOn: accepts ? command.on : state.acceptedOn,
                    terminatedOn: terminates ? command.on : state.terminatedOn)))
        try requireFitting(draft, before: state)
        var sources = [source] + ruled.statuses.map { DeadlineSource.status($0) }
        if accepts { sources.append(.acceptance) }
        if terminates { sources.append(.termination) }
        try draft.correct(
            Correction(
                sources: sources, before: before, after: command.on, cause: .init(.corrected, reason: command.reason)))
        for deadline in draft.state.deadlines.values.sorted(by: { $0.number < $1.number }) {
            guard let met = deadline.met, let start = deadline.runsFrom, met.on < start,
                state.deadlines[deadline.number] != deadline
            else { continue }
            throw conflict(
                LocalText(
                    zh: "期限 \(deadline.number) 已于 \(met.on) 履行，早于其起算日 \(start)",
                    en: "deadline \(deadline.number) was met on \(met.on), before it began on \(start)"))
        }
    }

    /// Dates that fitted together must still do so.
    private static func requireFitting(_ draft: Draft, before: MatterState) throws(Refusal) {
        let workflow = draft.context.workflow
        let known = Set(DateConflict.all(in: before, workflow).map(\.id))
        guard let new = DateConflict.all(in: draft.state, workflow).first(where: { !known.contains($0.id) }) else {
            return
        }
        throw conflict(new.text)
    }

    private static func conflict(_ text: LocalText) -> Refusal {
        Refusal(
            .conflict, "dates-conflict", zh: "更正后日期相互矛盾：\(text.zh)。",
            en: "The dates would contradict each other: \(text.en).",
            remedy: LocalText(zh: "请先更正另一日期。", en: "Correct the other date first."), pointer: "/on")
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
                let first = (content.served.map(\.on) + [content.announcedOn].compactMap(\.self)).min()
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
}

/// What the ruling of an instrument does to the case.
struct RulingEffects {
    var accepts = false
    var terminates = false
    /// Statuses that begin on the day of the ruling.
    var statuses: Set<StatusID> = []
}

extension Workflow {
    func effects(of kind: InstrumentKindID?) -> RulingEffects {
        var effects = RulingEffects()
        guard let kind else { return effects }
        for move in content.moves where move.machine == .procedure && move.instruments.first == kind {
            let isRunning = status(StatusID(move.to))?.isRunning == true
            let wasRunning = move.from.contains { status(StatusID($0))?.isRunning == true }
            effects.accepts = effects.accepts || (isRunning && !wasRunning)
            effects.terminates = effects.terminates || (wasRunning && !isRunning)
            effects.statuses.insert(StatusID(move.to))
        }
        for opening in content.openings where opening.instruments.first == kind {
            effects.accepts = true
            effects.statuses.insert(opening.status)
        }
        return effects
    }
}
