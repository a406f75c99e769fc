/// A legal ground on which a move rests, such as a termination ground.
public struct Ground: Hashable, Codable, Sendable {
    public let id: GroundID
    public let name: LocalText
    public let basis: LegalBasis

    public init(id: GroundID, name: LocalText, basis: LegalBasis) {
        self.id = id
        self.name = name
        self.basis = basis
    }
}
