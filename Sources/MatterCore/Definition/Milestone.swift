/// A fact that an authorised person records with its date: the first creditors' meeting was held, the estate report
/// was filed, wage arrears were found. Guards read milestones, and some open duties.
public struct Milestone: Hashable, Codable, Sendable {
    /// How long the milestone holds.
    public enum Scope: String, Codable, CaseIterable, Sendable {
        /// Until the matter leaves the stage.
        case stage
        /// Until a move clears it.
        case matter
    }

    public let id: MilestoneID
    public let name: LocalText
    public let roles: [Role]
    /// Stages in which it may be recorded; empty: any that is not an end.
    public let stages: [StageID]
    /// Statuses in which it may be recorded; empty: any.
    public let statuses: [StatusID]
    public let scope: Scope
    /// Instrument that must be named when it is recorded.
    public let instrument: InstrumentKindID?
    /// Duty events that happen when it is recorded. Such a milestone may be recorded again.
    public let emits: [DutyEventID]
    /// It may happen, and be recorded, more than once.
    public let repeats: Bool
    public let basis: LegalBasis

    public init(
        id: MilestoneID, name: LocalText, roles: [Role], stages: [StageID], statuses: [StatusID], scope: Scope,
        instrument: InstrumentKindID?, emits: [DutyEventID], repeats: Bool = false, basis: LegalBasis
    ) {
        self.id = id
        self.name = name
        self.roles = roles
        self.stages = stages
        self.statuses = statuses
        self.scope = scope
        self.instrument = instrument
        self.emits = emits
        self.repeats = repeats
        self.basis = basis
    }
}
