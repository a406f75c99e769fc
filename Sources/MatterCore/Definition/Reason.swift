/// A coded reason: an agency cannot return or refuse a duty without one.
public struct Reason: Hashable, Codable, Sendable {
    public enum Use: String, Codable, CaseIterable, Sendable {
        /// Material is missing or faulty: goes back to the requester, the clock stops.
        case `return`
        /// A legal ground: goes to the judge.
        case refuse
    }

    public let id: ReasonID
    public let use: Use
    public let name: LocalText
    public let basis: LegalBasis

    public init(id: ReasonID, use: Use, name: LocalText, basis: LegalBasis) {
        self.id = id
        self.use = use
        self.name = name
        self.basis = basis
    }
}
