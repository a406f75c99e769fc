/// A period counted in years from the termination of the case (EBL Art. 123: two years).
public struct Window: Hashable, Codable, Sendable {
    public let id: WindowID
    public let name: LocalText
    public let years: Int
    public let basis: LegalBasis

    public init(id: WindowID, name: LocalText, years: Int, basis: LegalBasis) {
        self.id = id
        self.name = name
        self.years = years
        self.basis = basis
    }
}
