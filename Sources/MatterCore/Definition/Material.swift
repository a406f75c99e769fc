/// A document that a duty needs. Materials of the standard pack are filed once for a matter and reused.
public struct Material: Hashable, Codable, Sendable {
    public let id: MaterialID
    public let name: LocalText
    public let inStandardPack: Bool
    /// Kinds of court instruments of which it is a copy; a duty that calls for it has to disclose them.
    public let copyOf: [InstrumentKindID]

    public init(id: MaterialID, name: LocalText, inStandardPack: Bool, copyOf: [InstrumentKindID] = []) {
        self.id = id
        self.name = name
        self.inStandardPack = inStandardPack
        self.copyOf = copyOf
    }
}
