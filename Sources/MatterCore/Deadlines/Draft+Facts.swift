/// What a rule's pattern finds in the matter.
extension Draft {
    /// The fact itself, or the last service where the pattern names several parties and all are served; nil if the fact is
    /// another.
    func match(_ pattern: FactPattern, _ fact: DatedFact) -> DatedFact? {
        switch (pattern, fact.source) {
        case (.filing(let filers), .filing):
            let filer = state.filing?.filer
            return filers.isEmpty || filer.map(filers.contains) == true ? fact : nil
        case (.instrument(let kind, let moment), .instrument(let number, let date)):
            guard let content = state.instruments[number]?.content, content.kind == kind else { return nil }
            return match(moment, date, content, fact)
        case (.milestone(let id), .milestone(let found)): return id == found ? fact : nil
        case (.acceptance, .acceptance), (.termination, .termination): return fact
        case (.status(let id), .status(let found)): return id == found ? fact : nil
        case (.date(let id), .date(let found)): return id == found ? fact : nil
        default: return nil
        }
    }

    func firstMatch(_ patterns: [FactPattern], _ fact: DatedFact) -> DatedFact? {
        for pattern in patterns {
            if let found = match(pattern, fact) { return found }
        }
        return nil
    }

    private func match(
        _ moment: FactPattern.Moment, _ date: DeadlineSource.InstrumentDate, _ content: RecordInstrument,
        _ fact: DatedFact
    ) -> DatedFact? {
        switch (moment, date) {
        case (.issued, .issued), (.announced, .announced): return fact
        case (.served(let parties), .served(let party)):
            guard parties.contains(where: { isSame($0, party) }) else { return nil }
            var last = fact.on
            for wanted in parties {
                guard let service = content.served.first(where: { isSame(wanted, $0.party) }) else { return nil }
                last = max(last, service.on)
            }
            return DatedFact(source: fact.source, on: last, event: fact.event)
        default: return nil
        }
    }

    /// Where the debtor filed, applicant and debtor are one.
    private func isSame(_ wanted: String, _ party: String) -> Bool {
        if wanted == party { return true }
        let one: Set = ["applicant", "debtor"]
        return state.filing?.filer == .debtor && one.contains(wanted) && one.contains(party)
    }
}
