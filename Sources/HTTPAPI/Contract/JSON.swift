/// A JSON value as it was written. Keys keep their order; whole numbers that fit stay whole.
package enum JSON: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package let key: String
        package let value: JSON
    }
}

extension JSON {
    /// The first value of the key, if this is an object that has it.
    subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    var elements: [JSON] {
        if case .array(let elements) = self { elements } else { [] }
    }

    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// A whole number; `3.0` is one.
    package var whole: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        default: nil
        }
    }

    var isTrue: Bool { self == .boolean(true) }

    /// The value at a JSON pointer.
    func at(_ pointer: String) -> JSON? {
        var value: JSON? = self
        for part in pointer.split(separator: "/") {
            let key = String(part.replacing("~1", with: "/").replacing("~0", with: "~"))
            value =
                value?[key]
                ?? Int(key).flatMap { value?.elements.indices.contains($0) == true ? value?.elements[$0] : nil }
        }
        return value
    }
}
