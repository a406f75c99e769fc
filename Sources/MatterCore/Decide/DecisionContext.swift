/// Everything a decision needs besides the matter and the command. Handed in by the shell, so the core stays pure.
public struct DecisionContext: Sendable {
    public internal(set) var workflow: Workflow
    /// As the notices stand now, whatever they said when the matter began.
    public internal(set) var calendar: WorkCalendar
    public let principal: Principal
    public let now: Instant
    /// For every agency the unit nearest to the matter's region.
    public let units: [AgencyID: OrganisationID]
    /// Higher courts of the matter's court.
    public let courtAncestors: [OrganisationID]
    /// The principal's organisation holds an assignment or a part in the matter.
    public let isInvolved: Bool
    /// Organisations that the command names, as far as they exist.
    public let organisations: [OrganisationID: Organisation]
    /// Matters that the command names, as far as the principal may read them.
    public let readableMatters: Set<Int64>
    /// The one nearest to the matter's region.
    public let coordinationOffice: OrganisationID?
    /// The version of the definition that the command names.
    public let target: Workflow?

    public init(
        workflow: Workflow, calendar: WorkCalendar, principal: Principal, now: Instant,
        units: [AgencyID: OrganisationID] = [:],
        courtAncestors: [OrganisationID] = [], isInvolved: Bool = false,
        organisations: [OrganisationID: Organisation] = [:], readableMatters: Set<Int64> = [],
        coordinationOffice: OrganisationID? = nil,
        target: Workflow? = nil
    ) {
        self.workflow = workflow
        self.calendar = calendar
        self.principal = principal
        self.now = now
        self.units = units
        self.courtAncestors = courtAncestors
        self.isInvolved = isInvolved
        self.organisations = organisations
        self.readableMatters = readableMatters
        self.coordinationOffice = coordinationOffice
        self.target = target
    }

    /// The legal date of now.
    public var today: LegalDate { now.legalDate }
}
