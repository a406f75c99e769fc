/// One of the six stages that people see, or one of the ends.
public struct Stage: Hashable, Codable, Sendable {
    public let id: StageID
    public let name: LocalText
    /// No move leaves this stage. Ends are not counted among the six stages.
    public let isFinal: Bool
    /// Why a single role may carry a matter to this end alone; nil where the separation of duties holds.
    public let separationExemption: String?
    public let basis: LegalBasis

    public init(
        id: StageID, name: LocalText, isFinal: Bool, separationExemption: String?, basis: LegalBasis
    ) {
        self.id = id
        self.name = name
        self.isFinal = isFinal
        self.separationExemption = separationExemption
        self.basis = basis
    }
}
