/// A way in which a matter may begin: from the watch list, from a filing, or already accepted.
public struct Opening: Hashable, Codable, Sendable {
    /// `watch_list`, `filing`, `acceptance_liquidation`, …
    public let origin: String
    public let name: LocalText
    public let stage: StageID
    public let status: StatusID
    public let roles: [Role]
    /// The opening must say who filed.
    public let needsFiler: Bool
    /// Who may have filed; empty: anyone.
    public let filers: [Filer]
    /// Instruments that the opening must bring, one of each kind.
    public let instruments: [InstrumentKindID]
    public let basis: LegalBasis

    public init(
        origin: String, name: LocalText, stage: StageID, status: StatusID, roles: [Role], needsFiler: Bool,
        filers: [Filer], instruments: [InstrumentKindID], basis: LegalBasis
    ) {
        self.origin = origin
        self.name = name
        self.stage = stage
        self.status = status
        self.roles = roles
        self.needsFiler = needsFiler
        self.filers = filers
        self.instruments = instruments
        self.basis = basis
    }
}
