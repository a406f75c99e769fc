extension CanonicalJSON {
    /// The one spelling, UTF-8.
    public var bytes: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(512)
        write(to: &output)
        return output
    }

    private func write(to output: inout [UInt8]) {
        switch self {
        case .null: output += "null".utf8
        case .boolean(let value): output += (value ? "true" : "false").utf8
        case .integer(let value):
            precondition(Self.integers.contains(value), "an integer beyond 2^53 − 1 has no canonical form")
            output += String(value).utf8
        case .text(let text): Self.write(text, to: &output)
        case .array(let values):
            output.append(UInt8(ascii: "["))
            for (place, value) in values.enumerated() {
                if place > 0 { output.append(UInt8(ascii: ",")) }
                value.write(to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .members(let members):
            output.append(UInt8(ascii: "{"))
            for (place, member) in members.enumerated() {
                if place > 0 { output.append(UInt8(ascii: ",")) }
                Self.write(member.key, to: &output)
                output.append(UInt8(ascii: ":"))
                member.value.write(to: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    /// Only what JSON forbids raw is escaped: the quote, the backslash and the control characters below U+0020.
    private static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            var plain = bytes.startIndex
            for (place, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5c {
                output += bytes[plain..<place]
                output.append(UInt8(ascii: "\\"))
                output += escape(byte)
                plain = place + 1
            }
            output += bytes[plain...]
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case 0x08: Array("b".utf8)
        case 0x09: Array("t".utf8)
        case 0x0a: Array("n".utf8)
        case 0x0c: Array("f".utf8)
        case 0x0d: Array("r".utf8)
        case 0x22, 0x5c: [byte]
        default: Array("u00\(Hex.text([byte]))".utf8)
        }
    }
}
