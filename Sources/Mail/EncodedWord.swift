internal import FoundationEssentials

/// A header's text in ASCII (RFC 2047).
enum EncodedWord {
    /// Bytes of text in one word: in base64, with its frame and behind `Subject: `, a line stays below 76 characters.
    private static let longest = 39

    /// The text as it is where that is plain and short, else as encoded words, one a line.
    static func header(_ text: String) -> String {
        isPlain(text) ? text : words(text).joined(separator: "\r\n ")
    }

    /// Printable ASCII that nobody takes for an encoded word, and no edge that folding would eat.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.count <= 60 && text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
            && !text.hasPrefix(" ") && !text.hasSuffix(" ")
    }

    /// A word ends between characters, never within one.
    private static func words(_ text: String) -> [String] {
        var pieces: [[UInt8]] = [[]]
        for character in text.unicodeScalars {
            let bytes = Array(String(character).utf8)
            if pieces[pieces.count - 1].count + bytes.count > longest { pieces.append([]) }
            pieces[pieces.count - 1] += bytes
        }
        return pieces.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }
    }
}
