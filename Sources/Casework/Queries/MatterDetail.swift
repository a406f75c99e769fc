public import MatterCore
internal import Postgres

/// A matter with everything about it.
public struct MatterDetail: Codable, Hashable, Sendable {
    public struct Instrument: Codable, Hashable, Sendable {
        public let number: Int
        public let kind: InstrumentKindID
        public let name: LocalText?
        public let documentNumber: String
        public let issuedOn: LegalDate
        public let issuer: String
        public let served: [MatterCore.Instrument.Service]
        public let announcedOn: LegalDate?
        public let attachment: Int?
    }

    public struct Attachment: Codable, Hashable, Sendable {
        public let number: Int
        public let name: String
        public let mediaType: String
        public let size: Int64
        public let digest: String
        public let addedBy: OrganisationID
    }

    public struct Request: Codable, Hashable, Sendable {
        public let number: Int
        public let filedBy: OrganisationID
        public let filedAt: String
        public let note: String?
        public let assignments: [Int]
    }

    public struct Milestone: Codable, Hashable, Sendable {
        public let id: MilestoneID
        public let name: LocalText?
        public let on: LegalDate
    }

    public let id: Int64
    public let version: Int
    public let eventCount: Int
    public let workflow: WorkflowKey
    public let debtorName: String
    public let creditCode: String
    public let caseNumber: String?
    public let court: NamedOrganisation
    public let region: String
    public let openedBy: NamedOrganisation
    public let openedAt: String
    public let filing: Filing?
    public let track: Track
    public let stage: StageID
    public let stageName: LocalText?
    public let stageSince: String
    public let status: StatusID
    public let statusName: LocalText?
    public let statusSince: String
    public let ground: GroundID?
    public let acceptedOn: LegalDate?
    public let terminatedOn: LegalDate?
    public let openedWindows: [WindowID]
    public let closedAt: String?
    public let sealedAt: String?
    public let judge: Person?
    public let panel: [Person]
    public let administrator: NamedOrganisation?
    public let administratorPerson: String?
    public let milestones: [Milestone]
    public let standardPack: [MaterialUse]
    public let links: [MatterLink]
    public let duties: [DutyView]
    public let instruments: [Instrument]
    public let attachments: [Attachment]
    public let requests: [Request]
}

extension MatterDetail {
    init(_ state: MatterState, _ workflow: Workflow, _ names: OrganisationNames, today: LegalDate) {
        id = state.id
        version = state.version
        eventCount = state.eventCount
        self.workflow = state.workflow
        debtorName = state.debtorName
        creditCode = state.creditCode
        caseNumber = state.caseNumber
        court = names[state.court]
        region = state.region
        openedBy = names[state.openedBy]
        openedAt = state.openedAt.description
        filing = state.filing
        track = state.track
        stage = state.stage
        stageName = workflow.stage(state.stage)?.name
        stageSince = state.stageSince.description
        status = state.status
        statusName = workflow.status(state.status)?.name
        statusSince = state.statusSince.description
        ground = state.ground
        acceptedOn = state.acceptedOn
        terminatedOn = state.terminatedOn
        openedWindows = state.openedWindows.sorted()
        closedAt = state.closedAt?.description
        sealedAt = state.sealedAt?.description
        judge = state.judge
        panel = state.panel
        administrator = state.administrator.map { names[$0] }
        administratorPerson = state.administratorPerson
        milestones = state.milestones.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { id, on in
            Milestone(id: id, name: workflow.milestone(id)?.name, on: on)
        }
        standardPack = state.standardPack.sorted { $0.key < $1.key }.map { MaterialUse(material: $0, attachment: $1) }
        links = state.links
        duties = state.assignments.values.sorted { $0.number < $1.number }.map {
            DutyView($0, workflow, names, today: today)
        }
        instruments = state.instruments.values.sorted { $0.number < $1.number }.map { instrument in
            let content = instrument.content
            return Instrument(
                number: instrument.number, kind: content.kind, name: workflow.instrument(content.kind)?.name,
                documentNumber: content.documentNumber, issuedOn: content.issuedOn, issuer: content.issuer,
                served: content.served, announcedOn: content.announcedOn, attachment: content.attachment)
        }
        attachments = state.attachments.values.sorted { $0.number < $1.number }.map { attachment in
            let content = attachment.content
            return Attachment(
                number: attachment.number, name: content.name, mediaType: content.mediaType, size: content.size,
                digest: content.digest, addedBy: attachment.addedBy)
        }
        requests = state.requests.values.sorted { $0.number < $1.number }.map { request in
            Request(
                number: request.number, filedBy: request.filedBy, filedAt: request.filedAt.description,
                note: request.note, assignments: request.assignments)
        }
    }
}

extension Casework {
    /// The matter with everything about it.
    public func matter(_ id: Int64, by principal: Principal) async throws(CaseworkError) -> MatterDetail {
        let today = clock().legalDate
        return try await reading(as: .reader(principal, of: id)) { (db: borrowing Session) in
            let state = try visibleState(id, .whole, by: principal, db)
            let names = try OrganisationNames(of: state, db)
            return MatterDetail(state, try definitions.workflow(state.workflow), names, today: today)
        }
    }

    /// The matter as its rows say, if the principal may read it.
    func visibleState(
        _ id: Int64, _ extent: Extent, by principal: Principal, _ db: borrowing Session
    ) throws -> MatterState {
        try Visibility.require(id, to: principal, db)
        let store = MatterStore([id: extent])
        var answers = try db.query(store.queries(locking: false))[...]
        guard let state = try store.states(&answers)[id] else { throw CaseworkError.matterNotFound }
        return Disclosure(to: principal, assignments: state.assignments.values).parts(of: state)
    }
}
