public import MatterCore
internal import Postgres

/// A matter with everything about it that the reader is shown; a field that is not shown is nil.
public struct MatterDetail: Codable, Hashable, Sendable {
    public struct Instrument: Codable, Hashable, Sendable {
        public let number: Int
        public let kind: InstrumentKindID
        public let name: LocalText?
        public let documentNumber: String
        public let issuedOn: LegalDate
        public let issuer: String
        /// Nil: not shown.
        public let served: [MatterCore.Instrument.Service]?
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
    public let eventCount: Int?
    public let workflow: WorkflowKey
    public let debtorName: String
    public let creditCode: String
    public let caseNumber: String?
    public let court: NamedOrganisation
    public let region: String
    public let openedBy: NamedOrganisation?
    public let openedAt: String?
    public let filing: Filing?
    public let track: Track?
    public let stage: StageID?
    public let stageName: LocalText?
    public let stageSince: String?
    public let status: StatusID?
    public let statusName: LocalText?
    public let statusSince: String?
    public let ground: GroundID?
    public let acceptedOn: LegalDate?
    public let terminatedOn: LegalDate?
    public let openedWindows: [WindowID]?
    public let closedAt: String?
    public let sealedAt: String?
    public let judge: Person?
    public let panel: [Person]?
    public let administrator: NamedOrganisation?
    public let administratorPerson: String?
    public let milestones: [Milestone]
    public let standardPack: [MaterialUse]?
    public let links: [MatterLink]?
    public let duties: [DutyView]
    public let instruments: [Instrument]
    public let attachments: [Attachment]
    public let requests: [Request]
    /// Why an agency is shown what it is shown; nil for all others.
    public let disclosure: [DisclosureGround]?
}

extension MatterDetail {
    init(_ visible: VisibleMatter, _ names: OrganisationNames, today: LegalDate) {
        let state = visible.state
        let workflow = visible.workflow
        let fields = visible.disclosure.fields(under: workflow)
        func shown<T>(_ key: CodingKeys, _ value: T?) -> T? { fields.shows(key.group) ? value : nil }
        id = state.id
        version = state.version
        eventCount = shown(.eventCount, state.eventCount)
        self.workflow = state.workflow
        debtorName = state.debtorName
        creditCode = state.creditCode
        caseNumber = shown(.caseNumber, state.caseNumber)
        court = names[state.court]
        region = state.region
        openedBy = shown(.openedBy, names[state.openedBy])
        openedAt = shown(.openedAt, state.openedAt.description)
        filing = shown(.filing, state.filing)
        track = shown(.track, state.track)
        stage = shown(.stage, state.stage)
        stageName = shown(.stageName, workflow.stage(state.stage)?.name)
        stageSince = shown(.stageSince, state.stageSince.description)
        status = shown(.status, state.status)
        statusName = shown(.statusName, workflow.status(state.status)?.name)
        statusSince = shown(.statusSince, state.statusSince.description)
        ground = shown(.ground, state.ground)
        acceptedOn = shown(.acceptedOn, state.acceptedOn)
        terminatedOn = shown(.terminatedOn, state.terminatedOn)
        openedWindows = shown(.openedWindows, state.openedWindows.sorted())
        closedAt = shown(.closedAt, state.closedAt?.description)
        sealedAt = state.sealedAt?.description
        judge = shown(.judge, state.judge)
        panel = shown(.panel, state.panel)
        administrator = shown(.administrator, state.administrator.map { names[$0] })
        administratorPerson = shown(.administratorPerson, state.administratorPerson)
        milestones = state.milestones.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { id, on in
            Milestone(id: id, name: workflow.milestone(id)?.name, on: on)
        }
        standardPack = shown(
            .standardPack,
            state.standardPack.sorted { $0.key < $1.key }.map { MaterialUse(material: $0, attachment: $1) })
        links = shown(.links, state.links)
        duties = state.assignments.values.sorted { $0.number < $1.number }.map {
            DutyView($0, workflow, names, today: today)
        }
        instruments = state.instruments.values.sorted { $0.number < $1.number }.map { instrument in
            let content = instrument.content
            return Instrument(
                number: instrument.number, kind: content.kind, name: workflow.instrument(content.kind)?.name,
                documentNumber: content.documentNumber, issuedOn: content.issuedOn, issuer: content.issuer,
                served: fields.shows(Instrument.CodingKeys.served.group) ? content.served : nil,
                announcedOn: content.announcedOn, attachment: content.attachment)
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
        disclosure = visible.disclosure.isRestricted ? visible.disclosure.grounds(under: workflow) : nil
    }
}

extension Casework {
    /// The matter with everything about it.
    ///
    /// - Parameter operation: The operation that asks for it or for a part of it, for the access log.
    public func matter(
        _ id: Int64, by principal: Principal, for operation: String = "getMatter"
    ) async throws(CaseworkError) -> MatterDetail {
        let today = clock().legalDate
        return try await showing(operation, to: principal, of: id) { (db: borrowing Session) in
            let visible = try VisibleMatter(id, .whole, to: principal, definitions, db)
            let detail = MatterDetail(visible, try OrganisationNames(of: visible.state, db), today: today)
            return (detail, Shown(visible.shown))
        }
    }
}
