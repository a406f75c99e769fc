/// One of the 27 agencies and financial institutions.
public struct Agency: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case government, financial
        case publicInstitution = "public_institution"
    }

    public let id: AgencyID
    public let name: LocalText
    public let kind: Kind
    public let basis: LegalBasis

    public init(id: AgencyID, name: LocalText, kind: Kind, basis: LegalBasis) {
        self.id = id
        self.name = name
        self.kind = kind
        self.basis = basis
    }
}
