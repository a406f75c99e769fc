/// A document that a duty needs. Materials of the standard pack are filed once for a matter and reused.
public struct Material: Hashable, Codable, Sendable {
    public let id: MaterialID
    public let name: LocalText
    public let inStandardPack: Bool

    public init(id: MaterialID, name: LocalText, inStandardPack: Bool) {
        self.id = id
        self.name = name
        self.inStandardPack = inStandardPack
    }
}
