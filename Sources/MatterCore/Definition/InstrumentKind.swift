/// A kind of court instrument: what it is called, who issues it, whether it is announced.
public struct InstrumentKind: Hashable, Codable, Sendable {
    public enum Form: String, Codable, CaseIterable, Sendable {
        case ruling, decision, announcement, notice, letter
    }

    public let id: InstrumentKindID
    public let name: LocalText
    public let form: Form
    public let issuedBy: [Role]
    /// Statuses in which it may be recorded; empty: any.
    public let statuses: [StatusID]
    /// The law wants it announced; only then may a date of announcement be recorded.
    public let isAnnounced: Bool
    /// Parties to be served (`applicant`, `debtor`, `administrator`, `creditors`, `registry`, …).
    public let servedOn: [String]
    public let basis: LegalBasis

    public init(
        id: InstrumentKindID, name: LocalText, form: Form, issuedBy: [Role], statuses: [StatusID],
        isAnnounced: Bool, servedOn: [String], basis: LegalBasis
    ) {
        self.id = id
        self.name = name
        self.form = form
        self.issuedBy = issuedBy
        self.statuses = statuses
        self.isAnnounced = isAnnounced
        self.servedOn = servedOn
        self.basis = basis
    }
}
