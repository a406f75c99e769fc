/// A published definition: the two machines, the duties and who may do what. Immutable; look-ups are prebuilt.
public struct Workflow: Sendable {
    /// The plain content, as read from `workflows/`.
    public struct Content: Hashable, Codable, Sendable {
        public var id: String
        public var version: Int
        public var lawVersion: String
        public var validFrom: LegalDate
        public var validUntil: LegalDate?
        public var stages: [Stage]
        public var statuses: [ProcedureStatus]
        public var openings: [Opening]
        public var instruments: [InstrumentKind]
        public var milestones: [Milestone]
        public var grounds: [Ground]
        public var windows: [Window]
        public var moves: [Move]
        public var prohibitions: [Prohibition]
        public var acts: [ActRule]
        public var dutyEvents: [DutyEventKind]
        public var reasons: [Reason]
        public var agencies: [Agency]
        public var materials: [Material]
        public var duties: [Duty]
        /// The ladder of reminders, from the lowest rung.
        public var reminders: [ReminderRung]
        public var fixedDates: [FixedDateRule]
        public var deadlines: [DeadlineRule]
        public var extensions: [ExtensionRule]
        public var templates: [DeadlineTemplate]

        public init(
            id: String, version: Int, lawVersion: String, validFrom: LegalDate, validUntil: LegalDate?,
            stages: [Stage], statuses: [ProcedureStatus], openings: [Opening], instruments: [InstrumentKind],
            milestones: [Milestone],
            grounds: [Ground], windows: [Window], moves: [Move], prohibitions: [Prohibition], acts: [ActRule],
            dutyEvents: [DutyEventKind], reasons: [Reason], agencies: [Agency], materials: [Material],
            duties: [Duty], reminders: [ReminderRung] = [], fixedDates: [FixedDateRule] = [],
            deadlines: [DeadlineRule] = [], extensions: [ExtensionRule] = [], templates: [DeadlineTemplate] = []
        ) {
            self.id = id
            self.version = version
            self.lawVersion = lawVersion
            self.validFrom = validFrom
            self.validUntil = validUntil
            self.stages = stages
            self.statuses = statuses
            self.openings = openings
            self.instruments = instruments
            self.milestones = milestones
            self.grounds = grounds
            self.windows = windows
            self.moves = moves
            self.prohibitions = prohibitions
            self.acts = acts
            self.dutyEvents = dutyEvents
            self.reasons = reasons
            self.agencies = agencies
            self.materials = materials
            self.duties = duties
            self.reminders = reminders
            self.fixedDates = fixedDates
            self.deadlines = deadlines
            self.extensions = extensions
            self.templates = templates
        }
    }

    public let content: Content

    private let stagesByID: [StageID: Stage]
    private let statusesByID: [StatusID: ProcedureStatus]
    private let instrumentsByID: [InstrumentKindID: InstrumentKind]
    private let milestonesByID: [MilestoneID: Milestone]
    private let windowsByID: [WindowID: Window]
    private let reasonsByID: [ReasonID: Reason]
    private let agenciesByID: [AgencyID: Agency]
    private let dutiesByID: [DutyID: Duty]
    private let deadlinesByID: [DeadlineID: DeadlineRule]
    private let rolesByAct: [Act: Set<Role>]
    private let basisByAct: [Act: LegalBasis]
    private let stageEntryDuties: [StageID: [Duty]]
    private let eventDuties: [DutyEventID: [Duty]]

    /// Ids must be unique; the reader of `workflows/` and the gate have checked it.
    public init(content: Content) {
        self.content = content
        stagesByID = Self.table(content.stages, by: \.id)
        statusesByID = Self.table(content.statuses, by: \.id)
        instrumentsByID = Self.table(content.instruments, by: \.id)
        milestonesByID = Self.table(content.milestones, by: \.id)
        windowsByID = Self.table(content.windows, by: \.id)
        reasonsByID = Self.table(content.reasons, by: \.id)
        agenciesByID = Self.table(content.agencies, by: \.id)
        dutiesByID = Self.table(content.duties, by: \.id)
        deadlinesByID = Self.table(content.deadlines, by: \.id)
        rolesByAct = Dictionary(content.acts.map { ($0.act, Set($0.roles)) }, uniquingKeysWith: { $0.union($1) })
        basisByAct = Self.table(content.acts, by: \.act).mapValues(\.basis)
        var onEntry: [StageID: [Duty]] = [:]
        var onEvent: [DutyEventID: [Duty]] = [:]
        for duty in content.duties {
            for trigger in duty.triggers {
                switch trigger {
                case .stageEntry(let stage): onEntry[stage, default: []].append(duty)
                case .event(let event): onEvent[event, default: []].append(duty)
                case .request: break
                }
            }
        }
        stageEntryDuties = onEntry
        eventDuties = onEvent
    }

    public func stage(_ id: StageID) -> Stage? { stagesByID[id] }
    public func status(_ id: StatusID) -> ProcedureStatus? { statusesByID[id] }
    public func instrument(_ id: InstrumentKindID) -> InstrumentKind? { instrumentsByID[id] }
    public func milestone(_ id: MilestoneID) -> Milestone? { milestonesByID[id] }
    public func window(_ id: WindowID) -> Window? { windowsByID[id] }
    public func reason(_ id: ReasonID) -> Reason? { reasonsByID[id] }
    public func agency(_ id: AgencyID) -> Agency? { agenciesByID[id] }
    public func duty(_ id: DutyID) -> Duty? { dutiesByID[id] }
    public func deadline(_ id: DeadlineID) -> DeadlineRule? { deadlinesByID[id] }
    public func fixedDate(_ id: FixedDateID) -> FixedDateRule? { content.fixedDates.first { $0.id == id } }
    public func roles(for act: Act) -> Set<Role> { rolesByAct[act] ?? [] }
    /// Where the rule about who may do the act comes from.
    public func basis(of act: Act) -> LegalBasis? { basisByAct[act] }
    /// Duties that open when the stage is entered, in catalogue order.
    public func duties(onEntryOf stage: StageID) -> [Duty] { stageEntryDuties[stage] ?? [] }
    /// Duties that open with the event, in catalogue order.
    public func duties(on event: DutyEventID) -> [Duty] { eventDuties[event] ?? [] }
    /// Moves of the machine that leave the state.
    public func moves(_ machine: Move.Machine, from state: String) -> [Move] {
        content.moves.filter { $0.machine == machine && $0.from.contains(state) }
    }
    /// Materials of the standard pack: filed once for a matter.
    public var standardPack: [Material] { content.materials.filter(\.inStandardPack) }

    private static func table<Key: Hashable, Value>(_ values: [Value], by key: (Value) -> Key) -> [Key: Value] {
        Dictionary(values.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    }
}
