/// Times in the ledger are texts: `2026-11-23T08:05:09.120Z`, always UTC with milliseconds.
enum Timestamp {
    private static let pattern = Array("0000-00-00T00:00:00.000Z".utf8)

    static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == pattern.count
            && zip(bytes, pattern).allSatisfy { byte, expected in
                expected == UInt8(ascii: "0")
                    ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == expected
            }
    }
}
