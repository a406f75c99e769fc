extension MatterState {
    /// The date of a fact that is on record; of several the latest.
    func latest(_ pattern: FactPattern) -> LegalDate? {
        switch pattern {
        case .filing: filing?.filedOn
        case .milestone(let id): milestones[id]
        case .acceptance: acceptedOn
        case .termination: terminatedOn
        case .date(let id): fixedDates[id]
        case .instrument(let kind, let moment):
            instruments.values.filter { $0.content.kind == kind }.compactMap { $0.date(of: moment) }.max()
        case .status, .deadline: nil
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
