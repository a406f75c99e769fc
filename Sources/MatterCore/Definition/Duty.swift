/// One of the 47 coordination duties: who must do what, when it opens, in what time, with which result.
public struct Duty: Hashable, Codable, Sendable {
    public enum Trigger: Hashable, Codable, Sendable {
        case stageEntry(StageID)
        /// A principal of the role asks for it; `stage` nil: in any stage that is not an end.
        case request(role: Role, stage: StageID?)
        case event(DutyEventID)
    }

    public struct Limit: Hashable, Codable, Sendable {
        public enum Unit: String, Codable, CaseIterable, Sendable {
            case workingDays = "working_days"
            case calendarDays = "calendar_days"
        }

        public let value: Int
        public let unit: Unit
        /// Where the limit comes from; apart from the duty's own basis, because most limits are practice.
        public let basis: LegalBasis

        public init(value: Int, unit: Unit, basis: LegalBasis) {
            self.value = value
            self.unit = unit
            self.basis = basis
        }
    }

    public let id: DutyID
    public let name: LocalText
    public let agency: AgencyID
    public let coAgencies: [AgencyID]
    /// The scene that the duty belongs to; it may open while the matter is in another stage.
    public let stage: StageID
    public let triggers: [Trigger]
    public let limit: Limit
    /// Once opened, it must be settled before the next stage exit.
    public let isMandatory: Bool
    /// The duty makes sense only if the firm does not live on; otherwise stage entry does not open it.
    public let onlyIfDebtorEnds: Bool
    public let materials: [MaterialID]
    public let results: [ResultField]
    public let basis: LegalBasis
    /// What the units that work on it are shown of the matter.
    public let discloses: DisclosureRule

    public init(
        id: DutyID, name: LocalText, agency: AgencyID, coAgencies: [AgencyID], stage: StageID, triggers: [Trigger],
        limit: Limit, isMandatory: Bool, onlyIfDebtorEnds: Bool, materials: [MaterialID], results: [ResultField],
        basis: LegalBasis, discloses: DisclosureRule
    ) {
        self.id = id
        self.name = name
        self.agency = agency
        self.coAgencies = coAgencies
        self.stage = stage
        self.triggers = triggers
        self.limit = limit
        self.isMandatory = isMandatory
        self.onlyIfDebtorEnds = onlyIfDebtorEnds
        self.materials = materials
        self.results = results
        self.basis = basis
        self.discloses = discloses
    }
}
