/// A value of a result field: JSON string, whole number, boolean, or rows of text cells.
public enum ResultValue: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    case boolean(Bool)
    case table([[String]])
}

extension ResultValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([[String]].self) {
            self = .table(value)
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "A result value is a text, a whole number, a boolean or rows of texts."
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .boolean(let value): try container.encode(value)
        case .table(let value): try container.encode(value)
        }
    }
}
