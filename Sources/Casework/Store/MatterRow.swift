internal import Ledger
internal import MatterCore

/// Table `matter`.
struct MatterRow: TableRow {
    static let table = "matter"
    static let primaryKey = [CodingKeys.id]

    var id: Int64
    var workflowID: String
    var workflowVersion: Int
    var version: Int
    var eventCount: Int
    var debtorName: String
    var creditCode: String
    var court: OrganisationID
    var region: String
    var openedBy: OrganisationID
    var openedAt: StoredInstant
    var caseNumber: String?
    var filing: Filing?
    var track: Track
    var stage: StageID
    var stageSince: StoredInstant
    var status: StatusID
    var statusSince: StoredInstant
    var instrumentsBeforeStatus: Int
    var ground: GroundID?
    var acceptedOn: LegalDate?
    var terminatedOn: LegalDate?
    var openedWindows: [WindowID]
    var closedAt: StoredInstant?
    var sealedAt: StoredInstant?
    var judgeID: String?
    var judgeName: String?
    var panel: [Person]
    var administrator: OrganisationID?
    var administratorPerson: String?
    var administratorInstrument: Int?
    var milestones: [String: LegalDate]
    var openedDuties: [DutyID]
    var completedDuties: [DutyID]
    var standardPack: [String: Int]
    var links: [MatterLink]
    var openedDeadlines: [DeadlineID]
    var fixedDates: [String: LegalDate]
    var templates: [TemplateID]
    var lastAssignment: Int
    var lastInstrument: Int
    var lastAttachment: Int
    var lastRequest: Int
    var lastDeadline: Int
    var chainHead: Digest

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id
        case workflowID = "workflow_id"
        case workflowVersion = "workflow_version"
        case version
        case eventCount = "event_count"
        case debtorName = "debtor_name"
        case creditCode = "credit_code"
        case court, region
        case openedBy = "opened_by"
        case openedAt = "opened_at"
        case caseNumber = "case_number"
        case filing, track, stage
        case stageSince = "stage_since"
        case status
        case statusSince = "status_since"
        case instrumentsBeforeStatus = "instruments_before_status"
        case ground
        case acceptedOn = "accepted_on"
        case terminatedOn = "terminated_on"
        case openedWindows = "opened_windows"
        case closedAt = "closed_at"
        case sealedAt = "sealed_at"
        case judgeID = "judge_id"
        case judgeName = "judge_name"
        case panel, administrator
        case administratorPerson = "administrator_person"
        case administratorInstrument = "administrator_instrument"
        case milestones
        case openedDuties = "opened_duties"
        case completedDuties = "completed_duties"
        case standardPack = "standard_pack"
        case links
        case openedDeadlines = "opened_deadlines"
        case fixedDates = "fixed_dates"
        case templates
        case lastAssignment = "last_assignment"
        case lastInstrument = "last_instrument"
        case lastAttachment = "last_attachment"
        case lastRequest = "last_request"
        case lastDeadline = "last_deadline"
        case chainHead = "chain_head"
    }
}

extension MatterRow {
    /// - Parameter head: Hash of the matter's last event.
    init(_ state: MatterState, head: Digest) {
        id = state.id
        workflowID = state.workflow.id
        workflowVersion = state.workflow.version
        version = state.version
        eventCount = state.eventCount
        debtorName = state.debtorName
        creditCode = state.creditCode
        court = state.court
        region = state.region
        openedBy = state.openedBy
        openedAt = StoredInstant(state.openedAt)
        caseNumber = state.caseNumber
        filing = state.filing
        track = state.track
        stage = state.stage
        stageSince = StoredInstant(state.stageSince)
        status = state.status
        statusSince = StoredInstant(state.statusSince)
        instrumentsBeforeStatus = state.instrumentsBeforeStatus
        ground = state.ground
        acceptedOn = state.acceptedOn
        terminatedOn = state.terminatedOn
        openedWindows = state.openedWindows.sorted()
        closedAt = StoredInstant(state.closedAt)
        sealedAt = StoredInstant(state.sealedAt)
        judgeID = state.judge?.id
        judgeName = state.judge?.name
        panel = state.panel
        administrator = state.administrator
        administratorPerson = state.administratorPerson
        administratorInstrument = state.administratorInstrument
        milestones = Dictionary(uniqueKeysWithValues: state.milestones.map { ($0.key.rawValue, $0.value) })
        openedDuties = state.openedDuties.sorted()
        completedDuties = state.completedDuties.sorted()
        standardPack = Dictionary(uniqueKeysWithValues: state.standardPack.map { ($0.key.rawValue, $0.value) })
        links = state.links
        openedDeadlines = state.openedDeadlines.sorted()
        fixedDates = Dictionary(uniqueKeysWithValues: state.fixedDates.map { ($0.key.rawValue, $0.value) })
        templates = state.templates.sorted()
        lastAssignment = state.last.assignment
        lastInstrument = state.last.instrument
        lastAttachment = state.last.attachment
        lastRequest = state.last.request
        lastDeadline = state.last.deadline
        chainHead = head
    }

    /// The matter without its parts.
    var state: MatterState {
        var state = MatterState(
            id: id, workflow: WorkflowKey(id: workflowID, version: workflowVersion), debtorName: debtorName,
            creditCode: creditCode, court: court, region: region, openedBy: openedBy, openedAt: openedAt.instant,
            stage: stage, status: status)
        state.version = version
        state.eventCount = eventCount
        state.caseNumber = caseNumber
        state.filing = filing
        state.track = track
        state.stageSince = stageSince.instant
        state.statusSince = statusSince.instant
        state.instrumentsBeforeStatus = instrumentsBeforeStatus
        state.ground = ground
        state.acceptedOn = acceptedOn
        state.terminatedOn = terminatedOn
        state.openedWindows = Set(openedWindows)
        state.closedAt = closedAt?.instant
        state.sealedAt = sealedAt?.instant
        if let judgeID, let judgeName { state.judge = Person(id: judgeID, name: judgeName) }
        state.panel = panel
        state.administrator = administrator
        state.administratorPerson = administratorPerson
        state.administratorInstrument = administratorInstrument
        state.milestones = Dictionary(uniqueKeysWithValues: milestones.map { (MilestoneID($0.key), $0.value) })
        state.openedDuties = Set(openedDuties)
        state.completedDuties = Set(completedDuties)
        state.standardPack = Dictionary(uniqueKeysWithValues: standardPack.map { (MaterialID($0.key), $0.value) })
        state.links = links
        state.openedDeadlines = Set(openedDeadlines)
        state.fixedDates = Dictionary(uniqueKeysWithValues: fixedDates.map { (FixedDateID($0.key), $0.value) })
        state.templates = Set(templates)
        state.last = Counters(
            assignment: lastAssignment, instrument: lastInstrument, attachment: lastAttachment, request: lastRequest,
            deadline: lastDeadline)
        return state
    }
}
