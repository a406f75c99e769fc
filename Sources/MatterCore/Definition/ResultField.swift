/// A field of the typed result that an agency returns with a completed duty.
public struct ResultField: Hashable, Codable, Sendable {
    public enum Kind: Hashable, Codable, Sendable {
        case text, integer, boolean
        /// Integer fen.
        case money
        /// `YYYY-MM-DD`, a legal date.
        case date
        case choice([String])
        /// Rows of text cells, for lists such as titles or vehicles.
        case table([String])
    }

    /// camelCase, unique within the duty.
    public let id: String
    public let name: LocalText
    public let kind: Kind
    public let isRequired: Bool
    /// Groups of the matter's fields without which the value cannot be worked out; the duty has to disclose them.
    public let needs: [FieldGroup]

    public init(id: String, name: LocalText, kind: Kind, isRequired: Bool, needs: [FieldGroup] = []) {
        self.id = id
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
        self.needs = needs
    }
}
