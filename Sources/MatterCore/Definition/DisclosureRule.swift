/// What a duty shows its units of the matter, beside the duty itself and the least that everybody is shown, and why
/// (personal data: PIPL Art. 6, 34; for the rest the same measure).
public struct DisclosureRule: Hashable, Codable, Sendable {
    /// Shown while the unit has something to do in the duty.
    public let groups: [FieldGroup]
    /// Recorded facts of these kinds: shown as long.
    public let milestones: [MilestoneID]
    /// Court instruments of these kinds with their files. They stay: the unit must be able to show on what it acted.
    public let instruments: [InstrumentKindID]
    /// What the unit needs it for.
    public let purpose: LocalText
    /// The legal ground of the disclosure, not of the duty. As a rule our reasoning (`fill-in`), so never shown as law.
    public let basis: LegalBasis

    public init(
        groups: [FieldGroup] = [], milestones: [MilestoneID] = [], instruments: [InstrumentKindID] = [],
        purpose: LocalText, basis: LegalBasis
    ) {
        self.groups = groups
        self.milestones = milestones
        self.instruments = instruments
        self.purpose = purpose
        self.basis = basis
    }
}

extension DisclosureRule {
    /// All that it names, each in one word: `stage`, `milestone:PORTRAIT_RED`, `instrument:acceptance_ruling`. Row-level
    /// security compares these.
    public var codes: [String] {
        groups.map(\.rawValue) + milestones.map { "milestone:\($0)" } + instruments.map { "instrument:\($0)" }
    }
}
