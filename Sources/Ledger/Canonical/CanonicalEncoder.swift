/// Turns a typed value into canonical JSON, as `JSONEncoder` would, but for fractions, which it refuses.
final class CanonicalEncoder: Encoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    /// What has been encoded so far.
    private(set) var storage = Storage.nothing

    enum Storage {
        case nothing
        case value(CanonicalJSON)
        case members(MemberList)
        case elements(ElementList)
    }

    /// A value may ask for its container twice, so what it writes is shared.
    final class MemberList { var members: [(key: String, value: Part)] = [] }
    final class ElementList { var elements: [Part] = [] }

    /// A value, or a nested encoder that is not finished before its parent is.
    enum Part {
        case value(CanonicalJSON)
        case encoder(CanonicalEncoder)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedContainer<Key>(list: memberList()))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { UnkeyedContainer(list: elementList()) }

    func singleValueContainer() -> any SingleValueEncodingContainer { SingleContainer(encoder: self) }

    private func memberList() -> MemberList {
        if case .members(let list) = storage { return list }
        let list = MemberList()
        storage = .members(list)
        return list
    }

    private func elementList() -> ElementList {
        if case .elements(let list) = storage { return list }
        let list = ElementList()
        storage = .elements(list)
        return list
    }

    func store(_ value: CanonicalJSON) { storage = .value(value) }

    func result() throws -> CanonicalJSON {
        switch storage {
        case .nothing: return .members([])
        case .value(let value): return value
        case .members(let list):
            return try .object(try list.members.map { .init($0.key, try Self.finished($0.value)) })
        case .elements(let list): return .array(try list.elements.map { try Self.finished($0) })
        }
    }

    private static func finished(_ part: Part) throws -> CanonicalJSON {
        switch part {
        case .value(let value): value
        case .encoder(let encoder): try encoder.result()
        }
    }

    static func encode(_ value: some Encodable) throws -> CanonicalJSON {
        if let value = try simple(value) { return value }
        let encoder = CanonicalEncoder()
        try value.encode(to: encoder)
        return try encoder.result()
    }

    /// The common values without the detour through their own `encode(to:)`.
    private static func simple(_ value: some Encodable) throws -> CanonicalJSON? {
        switch value {
        case let value as CanonicalJSON: value
        case let value as String: .text(value)
        case let value as Bool: .boolean(value)
        case let value as Int: try integer(value)
        default: nil
        }
    }

    static func integer(_ value: some BinaryInteger) throws -> CanonicalJSON {
        guard let value = Int64(exactly: value), CanonicalJSON.integers.contains(value) else {
            throw CanonicalJSONError("\(value) is beyond 2^53 − 1")
        }
        return .integer(value)
    }

    static func fraction(_ value: some BinaryFloatingPoint) throws -> CanonicalJSON {
        throw CanonicalJSONError("\(value) is a fraction")
    }
}

extension CanonicalJSON: Encodable {
    /// What any encodable value encodes to.
    public init(encoding value: some Encodable) throws { self = try CanonicalEncoder.encode(value) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .boolean(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .members(let members):
            var container = encoder.container(keyedBy: AnyKey.self)
            for member in members { try container.encode(member.value, forKey: AnyKey(member.key)) }
        }
    }

    struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ key: String) { stringValue = key }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { self.init(String(intValue)) }
    }
}
