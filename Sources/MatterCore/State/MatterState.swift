/// The facts of a matter that decisions need, with the parts that were loaded for this decision. Folding a matter's
/// events with `apply` gives the same value as loading all its rows.
public struct MatterState: Hashable, Codable, Sendable {
    public var id: Int64
    public var workflow: WorkflowKey
    /// Grows with every act on the matter itself; duty acts leave it alone, so agencies do not disturb each other.
    public var version = 0
    /// Number of events recorded so far.
    public var eventCount = 0

    public var debtorName: String
    public var creditCode: String
    public var court: OrganisationID
    /// Region of the court: duties go to the agency units of this region.
    public var region: String
    public var openedBy: OrganisationID
    public var openedAt: Instant
    public var caseNumber: String?
    public var filing: Filing?
    public var track: Track = .ordinary

    public var stage: StageID
    public var stageSince: Instant
    public var status: StatusID
    public var statusSince: Instant
    /// Instruments that were recorded before the present status began have had their effect on the procedure.
    public var instrumentsBeforeStatus = 0
    /// Ground of the last procedure move that had one; the reason of closing once the case is closed.
    public var ground: GroundID?
    public var acceptedOn: LegalDate?
    /// First termination; reopening does not restart the windows that it opened.
    public var terminatedOn: LegalDate?
    /// Windows opened by the status that terminated the case.
    public var openedWindows: Set<WindowID> = []
    public var closedAt: Instant?

    /// While set, hidden from everybody but the assigned judge and panel, the administrator in office and units with
    /// duties.
    public var sealedAt: Instant?

    public var judge: Person?
    public var panel: [Person] = []
    public var administrator: OrganisationID?
    public var administratorPerson: String?
    /// The decision that the one in office rests on.
    public var administratorInstrument: Int?

    public var milestones: [MilestoneID: LegalDate] = [:]
    public var openedDuties: Set<DutyID> = []
    public var completedDuties: Set<DutyID> = []
    /// Standard pack: material to attachment number.
    public var standardPack: [MaterialID: Int] = [:]
    public var links: [MatterLink] = []
    /// Deadlines of the catalogue that have opened and not come to nothing.
    public var openedDeadlines: Set<DeadlineID> = []
    /// Dates that were fixed ahead.
    public var fixedDates: [FixedDateID: LegalDate] = [:]
    /// Milestones of practice that the judge has adopted.
    public var templates: Set<TemplateID> = []
    public var last = Counters()

    /// Assignments loaded for this decision, by number.
    public var assignments: [Int: DutyAssignment] = [:]
    /// Deadlines loaded for this decision, by number.
    public var deadlines: [Int: Deadline] = [:]
    /// Instruments loaded for this decision, by number.
    public var instruments: [Int: Instrument] = [:]
    /// Attachments loaded for this decision, by number.
    public var attachments: [Int: Attachment] = [:]
    /// Requests loaded or filed in this decision, by number.
    public var requests: [Int: AssistanceRequest] = [:]

    public init(
        id: Int64, workflow: WorkflowKey, debtorName: String, creditCode: String, court: OrganisationID,
        region: String, openedBy: OrganisationID, openedAt: Instant, stage: StageID, status: StatusID
    ) {
        self.id = id
        self.workflow = workflow
        self.debtorName = debtorName
        self.creditCode = creditCode
        self.court = court
        self.region = region
        self.openedBy = openedBy
        self.openedAt = openedAt
        self.stage = stage
        self.stageSince = openedAt
        self.status = status
        self.statusSince = openedAt
    }
}

extension MatterState {
    /// Ids of the judge in charge and of the panel.
    public var judges: Set<String> { Set(([judge].compactMap { $0 } + panel).map(\.id)) }
}

/// Numbers given out within a matter. Instruments, attachments, requests, assignments and deadlines are numbered from 1.
public struct Counters: Hashable, Codable, Sendable {
    public var assignment = 0
    public var instrument = 0
    public var attachment = 0
    public var request = 0
    public var deadline = 0

    public init(
        assignment: Int = 0, instrument: Int = 0, attachment: Int = 0, request: Int = 0, deadline: Int = 0
    ) {
        self.assignment = assignment
        self.instrument = instrument
        self.attachment = attachment
        self.request = request
        self.deadline = deadline
    }
}
