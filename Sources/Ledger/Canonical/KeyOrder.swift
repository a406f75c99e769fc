/// The order of keys in RFC 8785: by UTF-16 code units.
enum KeyOrder {
    static func precedes(_ left: String, _ right: String) -> Bool {
        var left = left.utf8.makeIterator()
        var right = right.utf8.makeIterator()
        while true {
            guard let b = right.next() else { return false }
            guard let a = left.next() else { return true }
            if a != b { return weight(a) < weight(b) }
        }
    }

    /// The order of UTF-8 bytes is that of code points, and that of UTF-16 differs in one thing: what needs two code
    /// units (first byte F0 to F4) comes before U+E000 to U+FFFF (first byte EE or EF).
    private static func weight(_ byte: UInt8) -> UInt8 { byte == 0xee || byte == 0xef ? byte | 0xf0 : byte }
}
