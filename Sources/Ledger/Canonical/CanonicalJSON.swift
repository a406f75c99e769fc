/// JSON that has one spelling: RFC 8785 without fractions. What is hashed, signed or exported is written in it.
///
/// Texts are compared by their bytes and never by how they look: Swift's own comparison takes `é` and `e` with an accent
/// for the same, and a hash does not.
public enum CanonicalJSON: Sendable {
    case null
    case boolean(Bool)
    /// Within ±(2^53 − 1), so that a reader whose numbers are binary fractions gets the same value.
    case integer(Int64)
    case text(String)
    case array([CanonicalJSON])
    /// Sorted, each key once; made by `object(_:)`.
    case members([Member])

    public struct Member: Sendable {
        public let key: String
        public let value: CanonicalJSON

        public init(_ key: String, _ value: CanonicalJSON) {
            self.key = key
            self.value = value
        }
    }

    public static let integers: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991

    /// Sorts the members; a value that is nil leaves its member out.
    ///
    /// - Precondition: no key occurs twice.
    public static func object(_ pairs: KeyValuePairs<String, CanonicalJSON?>) -> CanonicalJSON {
        do {
            return try object(pairs.compactMap { pair in pair.value.map { Member(pair.key, $0) } })
        } catch {
            preconditionFailure("\(error)")
        }
    }

    /// Sorts the members; throws if a key occurs twice.
    public static func object(_ members: [Member]) throws(CanonicalJSONError) -> CanonicalJSON {
        let sorted = members.sorted { KeyOrder.precedes($0.key, $1.key) }
        for (left, right) in zip(sorted, sorted.dropFirst()) where !KeyOrder.precedes(left.key, right.key) {
            throw CanonicalJSONError("the key \"\(left.key)\" occurs twice")
        }
        return .members(sorted)
    }

    public static func integer(_ value: Int) -> CanonicalJSON { .integer(Int64(value)) }

    /// The member of an object, or nil.
    public subscript(key: String) -> CanonicalJSON? {
        guard case .members(let members) = self else { return nil }
        return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    public var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    public var integer: Int? {
        guard case .integer(let value) = self else { return nil }
        return Int(value)
    }

    public var array: [CanonicalJSON]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    public var digest: Digest? { text.flatMap { Digest(hex: $0) } }
}

/// Something that has no canonical form.
public struct CanonicalJSONError: Error, Hashable, CustomStringConvertible {
    public let reason: String

    public init(_ reason: String) { self.reason = reason }

    public var description: String { "This has no canonical form: \(reason)." }
}
