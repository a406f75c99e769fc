internal import FoundationEssentials

/// Any JSON, for content whose shape depends on its kind.
public enum JSONValue: Codable, Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// What the value encodes to, without the `_0` that Swift gives unlabelled values of enum cases.
    public init(plain value: some Encodable) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value)).withoutPositions
    }

    private var withoutPositions: JSONValue {
        switch self {
        case .array(let values): return .array(values.map(\.withoutPositions))
        case .object(var members):
            guard let first = members.removeValue(forKey: "_0")?.withoutPositions else {
                return .object(members.mapValues(\.withoutPositions))
            }
            if members.isEmpty { return first }
            guard case .object(let inner) = first else { return .object(members.merging(["value": first]) { $1 }) }
            return .object(members.mapValues(\.withoutPositions).merging(inner) { $1 })
        default: return self
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // What is frequent first: each wrong guess costs an error.
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([String: JSONValue].self) {
            self = .object(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else {
            self = .array(try container.decode([JSONValue].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .boolean(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}
