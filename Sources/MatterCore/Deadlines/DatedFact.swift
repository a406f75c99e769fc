/// A fact with its date, as an event told it.
struct DatedFact: Hashable {
    let source: DeadlineSource
    let on: LegalDate
    /// Kind of the event.
    let event: String

    var anchor: Derivation.Anchor { Derivation.Anchor(event: event, on: on) }
}

extension DatedFact {
    /// What of dated facts an event tells, in the order in which they are followed.
    static func facts(of event: MatterEvent, before: MatterState?) -> [DatedFact] {
        let kind = event.body.kind
        func fact(_ source: DeadlineSource, _ on: LegalDate) -> DatedFact {
            DatedFact(source: source, on: on, event: kind)
        }
        switch event.body {
        case .matterOpened(let opened):
            var facts = opened.command.filing.map { [fact(.filing, $0.filedOn)] } ?? []
            if let on = opened.acceptedOn { facts += [fact(.acceptance, on), fact(.status(opened.status), on)] }
            return facts
        case .filingRecorded(let command, _): return [fact(.filing, command.filing.filedOn)]
        case .instrumentRecorded(let instrument):
            let content = instrument.content
            var facts = [fact(.instrument(instrument.number, .issued), content.issuedOn)]
            if let on = content.announcedOn { facts.append(fact(.instrument(instrument.number, .announced), on)) }
            return facts + content.served.map { fact(.instrument(instrument.number, .served($0.party)), $0.on) }
        case .serviceRecorded(let command):
            var facts = command.announcedOn.map { [fact(.instrument(command.instrument, .announced), $0)] } ?? []
            facts += command.served.map { fact(.instrument(command.instrument, .served($0.party)), $0.on) }
            return facts
        case .milestoneRecorded(let command): return [fact(.milestone(command.milestone), command.on)]
        case .procedureMoved(let move):
            var facts = [fact(.status(move.to), move.on)]
            if move.accepts, before?.acceptedOn == nil { facts.insert(fact(.acceptance, move.on), at: 0) }
            if move.terminates, before?.terminatedOn == nil { facts.append(fact(.termination, move.on)) }
            return facts
        case .dateFixed(let command): return [fact(.date(command.date), command.on)]
        default: return []
        }
    }
}
