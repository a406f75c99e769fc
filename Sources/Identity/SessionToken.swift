internal import Foundation

/// The secret of a session: random, opaque, stored only as its hash.
public struct SessionToken: Hashable, Sendable {
    public let text: String

    public init() { text = Self.base64(randomBytes(32)) }

    /// Nil if it cannot be one.
    public init?(_ text: String) {
        guard text.utf8.count == 43,
            text.utf8.allSatisfy({ byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_")
            })
        else { return nil }
        self.text = text
    }

    /// What the database knows.
    public var hash: String { Digests.fingerprint(text) }

    /// The token against forged requests: derived, so it needs no place, changes with the session's token, and cannot
    /// be made without it.
    public var csrf: String {
        Self.base64(Digests.hmacSHA256(key: Array(text.utf8), Array("onematter request forgery token".utf8)))
    }

    public func isCSRF(_ text: String) -> Bool { Digests.areEqual(Array(text.utf8), Array(csrf.utf8)) }

    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
