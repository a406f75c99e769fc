import MatterCore

/// What happened in a set of matters, counted from their histories.
struct Tally: Hashable, Sendable {
    private(set) var opened: Set<DutyID> = []
    private(set) var settled: Set<DutyID> = []
    /// Agencies for which somebody acted.
    private(set) var agencies: Set<AgencyID> = []
    private(set) var eventsByKind: [String: Int] = [:]

    /// `agency` tells the agency of a unit.
    mutating func add(_ events: [MatterEvent], agency: [OrganisationID: AgencyID]) {
        var duties: [Int: DutyID] = [:]
        for event in events {
            eventsByKind[event.body.kind, default: 0] += 1
            if event.by.role == .agency, let agency = agency[event.by.organisation] { agencies.insert(agency) }
            switch event.body {
            case .dutyOpened(let duty):
                duties[duty.assignment] = duty.duty
                opened.insert(duty.duty)
            case .dutyCompleted(let number, _), .refusalUpheld(let number, _), .dutyWaived(let number, _),
                .dutyCancelled(let number, _):
                if let duty = duties[number] { settled.insert(duty) }
            default: break
            }
        }
    }

    init(_ rehearsals: [Rehearsal]) {
        for rehearsal in rehearsals {
            let agencies = Dictionary(rehearsal.cast.units.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            add(rehearsal.events, agency: agencies)
        }
    }
}
