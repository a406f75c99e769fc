// Codes that the program knows beside the definition. A definition without them is refused before it is used, because
// acts would fail on it; a test compares the stages with the constraint in schema.sql.

extension StageID {
    /// The six stages, in their order.
    public static let six: [StageID] = [
        "RISK_WARNING", "TAKEOVER", "ASSET_REALISATION", "TAX", "TERMINATION", "SUPERVISION",
    ]
    public static let ends: [StageID] = ["CLOSED_NO_CASE", "ARCHIVED"]
}

extension StatusID {
    /// Reached by the act that records a filing.
    public static let filed: StatusID = "FILED"
}

extension InstrumentKindID {
    /// On which the first administrator rests (EBL Art. 13).
    public static let appointmentDecision: InstrumentKindID = "appointment_decision"
    /// On which every later one rests (EBL Art. 22).
    public static let administratorReplacementDecision: InstrumentKindID = "administrator_replacement_decision"
}
