/// SplitMix64: the same seed gives the same numbers on every machine. The core has no randomness of its own; whoever asks
/// hands the seed in.
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// - Parameter stream: numbers of the same seed that have nothing to do with each other.
    public init(seed: UInt64, stream: Int64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(bitPattern: stream)
        _ = next()
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One of `0..<count`, each as likely as the others to within 2⁻⁴⁰ for any number of records.
    mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }

    public mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    public mutating func pick<T>(_ values: [T], otherwise: T) -> T { values.randomElement(using: &self) ?? otherwise }
}
