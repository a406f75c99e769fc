/// Reads JSON strictly by RFC 8259. Foundation's decoder takes the last of two equal keys, accepts any depth up to 512
/// and says little about where a text breaks off; a request body deserves better.
package struct JSONParser {
    /// Where and why a text is not JSON that we accept.
    package struct Fault: Error, Hashable {
        package enum Code: String {
            case malformed = "malformed-json"
            case tooDeep = "too-deep"
            case duplicateKey = "duplicate-key"
        }
        package let code: Code
        package let offset: Int
        package let pointer: String
    }

    static let maximumDepth = 16

    private let bytes: [UInt8]
    private var position = 0
    private var path: [String] = []

    /// The value that the bytes hold, and nothing after it.
    package static func parse(_ bytes: some Sequence<UInt8>) throws(Fault) -> JSON {
        var parser = JSONParser(bytes: Array(bytes))
        let value = try parser.value()
        parser.skipSpace()
        guard parser.position == parser.bytes.count else { throw parser.fault() }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func fault(_ code: Fault.Code = .malformed) -> Fault {
        Fault(code: code, offset: position, pointer: path.map { "/" + pointerToken($0) }.joined())
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) throws(Fault) {
        guard next == byte else { throw fault() }
        position += 1
    }

    private mutating func value() throws(Fault) -> JSON {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try nested { parser throws(Fault) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(Fault) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(_ body: (inout JSONParser) throws(Fault) -> JSON) throws(Fault) -> JSON {
        guard path.count < Self.maximumDepth else { throw fault(.tooDeep) }
        position += 1
        skipSpace()
        return try body(&self)
    }

    private mutating func object() throws(Fault) -> JSON {
        var members: [JSON.Member] = []
        var keys: Set<String> = []
        while next != UInt8(ascii: "}") {
            if !members.isEmpty {
                try take(UInt8(ascii: ","))
                skipSpace()
            }
            let key = try string()
            path.append(key)
            guard keys.insert(key).inserted else { throw fault(.duplicateKey) }
            skipSpace()
            try take(UInt8(ascii: ":"))
            members.append(JSON.Member(key: key, value: try value()))
            path.removeLast()
            skipSpace()
        }
        position += 1
        return .object(members)
    }

    private mutating func array() throws(Fault) -> JSON {
        var elements: [JSON] = []
        while next != UInt8(ascii: "]") {
            if !elements.isEmpty { try take(UInt8(ascii: ",")) }
            path.append(String(elements.count))
            elements.append(try value())
            path.removeLast()
            skipSpace()
        }
        position += 1
        return .array(elements)
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(Fault) -> JSON {
        for byte in word.description.utf8 { try take(byte) }
        return value
    }

    private mutating func number() throws(Fault) -> JSON {
        let start = position
        var isWhole = true
        if next == UInt8(ascii: "-") { position += 1 }
        if next == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if next == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isWhole = false
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw fault() }
        return .number(value)
    }

    private mutating func digits() throws(Fault) {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        guard position > start else { throw fault() }
    }

    private mutating func string() throws(Fault) -> String {
        try take(UInt8(ascii: "\""))
        var text: [UInt8] = []
        while true {
            guard let byte = next, byte >= 0x20 else { throw fault() }
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw fault() }
                return string
            case UInt8(ascii: "\\"): text.append(contentsOf: Array(String(try escaped()).utf8))
            default: text.append(byte)
            }
        }
    }

    private mutating func escaped() throws(Fault) -> Unicode.Scalar {
        guard let byte = next else { throw fault() }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try codeUnit()
            if let scalar = Unicode.Scalar(first) { return scalar }
            // The first half of a surrogate pair; a half alone is no text.
            guard (0xD800..<0xDC00).contains(first) else { throw fault() }
            try take(UInt8(ascii: "\\"))
            try take(UInt8(ascii: "u"))
            let second = try codeUnit()
            guard (0xDC00..<0xE000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
            else { throw fault() }
            return scalar
        default: throw fault()
        }
    }

    private mutating func codeUnit() throws(Fault) -> UInt32 {
        guard position + 4 <= bytes.count,
            let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16),
            bytes[position] != UInt8(ascii: "+"), bytes[position] != UInt8(ascii: "-")
        else { throw fault() }
        position += 4
        return unit
    }
}

/// A key as a part of a JSON pointer (RFC 6901).
func pointerToken(_ key: String) -> String {
    key.replacing("~", with: "~0").replacing("/", with: "~1")
}
