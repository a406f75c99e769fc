/// Reproducible randomness (SplitMix64).
struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    private static let pieces = [
        "a", "Z", "0", " ", "/", "\\", "\"", "'", "破产", "清算", "é", "e\u{301}", "\u{fb33}", "😀", "𠮷", "\u{2028}",
        "\u{2029}",
        "\u{1}", "\u{1f}", "\n", "\t", "\r", "\u{8}", "\u{c}", "\u{7f}", "\u{80}", "\u{feff}", "\u{ffff}", "{", "}",
        "[", ":", ",",
        "<", "&", "\u{10ffff}", "\u{e000}",
    ]

    /// Chinese, astral, control and quoting characters mixed.
    mutating func text() -> String {
        (0..<Int.random(in: 0...8, using: &self)).map { _ in Self.pieces.randomElement(using: &self) ?? "" }.joined()
    }
}
