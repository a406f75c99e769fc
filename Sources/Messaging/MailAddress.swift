/// An address of Internet mail: RFC 5321 without quoted names and literal addresses. It holds printable ASCII only, so it
/// can end no line of a protocol or a header.
public struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// Of RFC 5321, 4.5.3.1; a whole address fits a path of 256 with its brackets.
    private static let (longest, longestName, longestLabel) = (254, 64, 63)

    public let text: String

    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= Self.longest, parts[0].utf8.count <= Self.longestName,
            Self.isDotted(parts[0], Self.isName), Self.isDotted(parts[1], Self.isLabel)
        else { return nil }
        self.text = text
    }

    public var description: String { text }

    /// What stands behind the @.
    public var domain: Substring { text[text.index(after: text.firstIndex(of: "@") ?? text.startIndex)...] }

    private static func isDotted(_ text: Substring, _ isPart: (Substring) -> Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && isPart($0) }
    }

    private static func isName(_ part: Substring) -> Bool {
        part.utf8.allSatisfy { isAlphanumeric($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
    }

    private static func isLabel(_ part: Substring) -> Bool {
        part.utf8.count <= longestLabel && !part.hasPrefix("-") && !part.hasSuffix("-")
            && part.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
