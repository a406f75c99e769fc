/// Reads JSON strictly. White space, order and escapes are free, so that PostgreSQL's spelling can be read; whoever needs
/// the canonical spelling compares the bytes afterwards. Refused: what is not UTF-8, fractions and exponents, integers
/// beyond 2^53 − 1, negative zero, halves of surrogate pairs, a key that occurs twice, anything after the value.
struct CanonicalParser {
    static let deepest = 64

    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    static func parse(_ bytes: [UInt8]) throws(CanonicalJSONError) -> CanonicalJSON {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw CanonicalJSONError("it is not UTF-8") }
        var parser = CanonicalParser(bytes: bytes)
        let value = try parser.value()
        parser.skipSpace()
        guard parser.place == bytes.count else { throw parser.error("something follows the value") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private func error(_ reason: String) -> CanonicalJSONError { CanonicalJSONError("\(reason) at byte \(place)") }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { place += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        place += 1
        return true
    }

    private mutating func value() throws(CanonicalJSONError) -> CanonicalJSON {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try nested { parser throws(CanonicalJSONError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(CanonicalJSONError) in try parser.array() }
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .integer(try integer())
        }
    }

    private mutating func nested(
        _ read: (inout CanonicalParser) throws(CanonicalJSONError) -> CanonicalJSON
    ) throws(CanonicalJSONError) -> CanonicalJSON {
        guard depth < Self.deepest else { throw error("more than \(Self.deepest) levels") }
        depth += 1
        place += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(CanonicalJSONError) -> CanonicalJSON {
        var members: [CanonicalJSON.Member] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .members([]) }
        repeat {
            skipSpace()
            let key = try text()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw error("a colon is missing") }
            members.append(.init(key, try value()))
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw error("an object does not end") }
        return try .object(members)
    }

    private mutating func array() throws(CanonicalJSONError) -> CanonicalJSON {
        var values: [CanonicalJSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            values.append(try value())
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw error("an array does not end") }
        return .array(values)
    }

    private mutating func word(
        _ word: StaticString, _ value: CanonicalJSON
    ) throws(CanonicalJSONError) -> CanonicalJSON {
        let letters = "\(word)".utf8
        guard bytes[place...].starts(with: letters) else { throw error("an unknown word") }
        place += letters.count
        return value
    }

    private mutating func integer() throws(CanonicalJSONError) -> Int64 {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        let first = place
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        let digits = place - first
        guard digits > 0 else { throw error("no value") }
        if let byte = next, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(byte) {
            throw error("a fraction or an exponent")
        }
        guard bytes[first] != UInt8(ascii: "0") || (digits == 1 && first == start) else {
            throw error("a zero that does not belong")
        }
        guard let value = Int64(String(decoding: bytes[start..<place], as: UTF8.self)),
            CanonicalJSON.integers.contains(value)
        else { throw error("an integer beyond 2^53 − 1") }
        return value
    }

    private mutating func text() throws(CanonicalJSONError) -> String {
        guard take(UInt8(ascii: "\"")) else { throw error("no text") }
        let start = place
        while let byte = next, byte != 0x22, byte != 0x5c, byte >= 0x20 { place += 1 }
        // Most texts have no escape and are taken as they are.
        if next == 0x22 {
            place += 1
            return String(decoding: bytes[start..<(place - 1)], as: UTF8.self)
        }
        var content = Array(bytes[start..<place])
        while let byte = next, byte >= 0x20 {
            place += 1
            if byte == 0x22 { return String(decoding: content, as: UTF8.self) }
            if byte == 0x5c {
                content += try escaped()
            } else {
                content.append(byte)
            }
        }
        throw error("a text does not end, or has a control character")
    }

    private mutating func escaped() throws(CanonicalJSONError) -> [UInt8] {
        guard let letter = next else { throw error("an escape does not end") }
        place += 1
        switch letter {
        case 0x22, 0x5c, UInt8(ascii: "/"): return [letter]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "u"):
            var code = try unit()
            if (0xd800..<0xdc00).contains(code), take(0x5c), take(UInt8(ascii: "u")) {
                let low = try unit()
                guard (0xdc00..<0xe000).contains(low) else { throw error("half a surrogate pair") }
                code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw error("half a surrogate pair") }
            return Array(String(scalar).utf8)
        default: throw error("an unknown escape")
        }
    }

    private mutating func unit() throws(CanonicalJSONError) -> UInt32 {
        guard place + 4 <= bytes.count else { throw error("an escape does not end") }
        var code: UInt32 = 0
        for byte in bytes[place..<(place + 4)] {
            let lower = (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte) ? byte | 0x20 : byte
            guard let digit = Hex.value(lower) else { throw error("an escape without four digits") }
            code = code << 4 | UInt32(digit)
        }
        place += 4
        return code
    }
}

extension CanonicalJSON {
    /// Any JSON of integers and texts, for instance PostgreSQL's spelling of a `jsonb`.
    public init(parsing bytes: some Sequence<UInt8>) throws(CanonicalJSONError) {
        self = try CanonicalParser.parse(Array(bytes))
    }

    /// Only the canonical spelling itself.
    public init(canonical bytes: some Sequence<UInt8>) throws(CanonicalJSONError) {
        let bytes = Array(bytes)
        self = try CanonicalParser.parse(bytes)
        guard self.bytes == bytes else { throw CanonicalJSONError("it is not spelt in the canonical way") }
    }
}
