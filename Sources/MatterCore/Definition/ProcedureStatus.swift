/// What the court has ruled so far. The second axis beside the stage.
public struct ProcedureStatus: Hashable, Codable, Sendable {
    public let id: StatusID
    public let name: LocalText
    /// The bankruptcy case is open: accepted and not yet closed.
    public let isRunning: Bool
    /// The case is over and the firm lives on: no tax clearance for closing, no deregistration.
    public let debtorSurvives: Bool
    /// Windows that open when this status is entered (EBL Art. 123).
    public let opensWindows: [WindowID]
    public let basis: LegalBasis

    public init(
        id: StatusID, name: LocalText, isRunning: Bool, debtorSurvives: Bool,
        opensWindows: [WindowID], basis: LegalBasis
    ) {
        self.id = id
        self.name = name
        self.isRunning = isRunning
        self.debtorSurvives = debtorSurvives
        self.opensWindows = opensWindows
        self.basis = basis
    }
}
