/// The Chinese national hash SM3 (GB/T 32905), computed piece by piece, as text: the address of a file.
public struct SM3: ~Copyable {
    private var hashing = Hashing(.sm3)

    public init() {}

    public mutating func update(_ bytes: some Sequence<UInt8>) { hashing.update(bytes) }

    /// Ends the computation: 64 hexadecimal digits.
    public consuming func finish() -> String { hashing.finish().hex }

    /// Digest of what is in memory anyway.
    public static func digest(_ bytes: some Sequence<UInt8>) -> String { HashAlgorithm.sm3.hash(bytes).hex }
}
