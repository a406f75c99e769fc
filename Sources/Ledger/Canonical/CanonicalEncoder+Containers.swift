/// The three containers that values write into; each type of value says which canonical value it becomes.
extension CanonicalEncoder {
    struct KeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let list: MemberList
        let codingPath: [any CodingKey] = []

        private func put(_ value: CanonicalJSON, _ key: Key) { list.members.append((key.stringValue, .value(value))) }

        private func nested(_ key: any CodingKey) -> CanonicalEncoder {
            let encoder = CanonicalEncoder()
            list.members.append((key.stringValue, .encoder(encoder)))
            return encoder
        }

        mutating func encodeNil(forKey key: Key) { put(.null, key) }
        mutating func encode(_ value: Bool, forKey key: Key) { put(.boolean(value), key) }
        mutating func encode(_ value: String, forKey key: Key) { put(.text(value), key) }
        mutating func encode(_ value: Double, forKey key: Key) throws { put(try fraction(value), key) }
        mutating func encode(_ value: Float, forKey key: Key) throws { put(try fraction(value), key) }
        mutating func encode(_ value: Int, forKey key: Key) throws { put(try integer(value), key) }
        mutating func encode(_ value: Int8, forKey key: Key) throws { put(try integer(value), key) }
        mutating func encode(_ value: Int16, forKey key: Key) throws { put(try integer(value), key) }
        mutating func encode(_ value: Int32, forKey key: Key) throws { put(try integer(value), key) }
        mutating func encode(_ value: Int64, forKey key: Key) throws { put(try integer(value), key) }
        mutating func encode(_ value: UInt, forKey key: Key) throws { put(try integer(value), key) }
        mutating func encode(_ value: UInt8, forKey key: Key) throws { put(try integer(value), key) }
        mutating func encode(_ value: UInt16, forKey key: Key) throws { put(try integer(value), key) }
        mutating func encode(_ value: UInt32, forKey key: Key) throws { put(try integer(value), key) }
        mutating func encode(_ value: UInt64, forKey key: Key) throws { put(try integer(value), key) }
        mutating func encode(_ value: some Encodable, forKey key: Key) throws {
            put(try CanonicalEncoder.encode(value), key)
        }

        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> { nested(key).container(keyedBy: type) }

        mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            nested(key).unkeyedContainer()
        }

        mutating func superEncoder() -> any Encoder { nested(CanonicalJSON.AnyKey("super")) }
        mutating func superEncoder(forKey key: Key) -> any Encoder { nested(key) }
    }

    struct UnkeyedContainer: UnkeyedEncodingContainer {
        let list: ElementList
        let codingPath: [any CodingKey] = []
        var count: Int { list.elements.count }

        private func put(_ value: CanonicalJSON) { list.elements.append(.value(value)) }

        private func nested() -> CanonicalEncoder {
            let encoder = CanonicalEncoder()
            list.elements.append(.encoder(encoder))
            return encoder
        }

        mutating func encodeNil() { put(.null) }
        mutating func encode(_ value: Bool) { put(.boolean(value)) }
        mutating func encode(_ value: String) { put(.text(value)) }
        mutating func encode(_ value: Double) throws { put(try fraction(value)) }
        mutating func encode(_ value: Float) throws { put(try fraction(value)) }
        mutating func encode(_ value: Int) throws { put(try integer(value)) }
        mutating func encode(_ value: Int8) throws { put(try integer(value)) }
        mutating func encode(_ value: Int16) throws { put(try integer(value)) }
        mutating func encode(_ value: Int32) throws { put(try integer(value)) }
        mutating func encode(_ value: Int64) throws { put(try integer(value)) }
        mutating func encode(_ value: UInt) throws { put(try integer(value)) }
        mutating func encode(_ value: UInt8) throws { put(try integer(value)) }
        mutating func encode(_ value: UInt16) throws { put(try integer(value)) }
        mutating func encode(_ value: UInt32) throws { put(try integer(value)) }
        mutating func encode(_ value: UInt64) throws { put(try integer(value)) }
        mutating func encode(_ value: some Encodable) throws { put(try CanonicalEncoder.encode(value)) }

        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type
        ) -> KeyedEncodingContainer<Nested> { nested().container(keyedBy: type) }

        mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
        mutating func superEncoder() -> any Encoder { nested() }
    }

    struct SingleContainer: SingleValueEncodingContainer {
        let encoder: CanonicalEncoder
        let codingPath: [any CodingKey] = []

        mutating func encodeNil() { encoder.store(.null) }
        mutating func encode(_ value: Bool) { encoder.store(.boolean(value)) }
        mutating func encode(_ value: String) { encoder.store(.text(value)) }
        mutating func encode(_ value: Double) throws { encoder.store(try fraction(value)) }
        mutating func encode(_ value: Float) throws { encoder.store(try fraction(value)) }
        mutating func encode(_ value: Int) throws { encoder.store(try integer(value)) }
        mutating func encode(_ value: Int8) throws { encoder.store(try integer(value)) }
        mutating func encode(_ value: Int16) throws { encoder.store(try integer(value)) }
        mutating func encode(_ value: Int32) throws { encoder.store(try integer(value)) }
        mutating func encode(_ value: Int64) throws { encoder.store(try integer(value)) }
        mutating func encode(_ value: UInt) throws { encoder.store(try integer(value)) }
        mutating func encode(_ value: UInt8) throws { encoder.store(try integer(value)) }
        mutating func encode(_ value: UInt16) throws { encoder.store(try integer(value)) }
        mutating func encode(_ value: UInt32) throws { encoder.store(try integer(value)) }
        mutating func encode(_ value: UInt64) throws { encoder.store(try integer(value)) }
        mutating func encode(_ value: some Encodable) throws { encoder.store(try CanonicalEncoder.encode(value)) }
    }
}
