/// An extension that the law allows, by a ruling or an approval: EBL Art. 10(3), 79(2).
public struct ExtensionRule: Hashable, Codable, Sendable {
    public let id: DeadlineID
    public let name: LocalText
    /// Deadlines that it prolongs, each once.
    public let extends: [DeadlineID]
    public let period: Period
    /// What grants it.
    public let by: FactPattern
    public let basis: LegalBasis

    public init(
        id: DeadlineID, name: LocalText, extends: [DeadlineID], period: Period, by: FactPattern, basis: LegalBasis
    ) {
        self.id = id
        self.name = name
        self.extends = extends
        self.period = period
        self.by = by
        self.basis = basis
    }
}
