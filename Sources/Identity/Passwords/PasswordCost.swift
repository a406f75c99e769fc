/// How much work one guess of a password is.
public struct PasswordCost: Hashable, Sendable {
    /// Binary logarithm of scrypt's N: memory is 128 · N · r bytes.
    public let logN: Int
    public let r: Int
    /// How often the work is repeated.
    public let p: Int

    public init(logN: Int, r: Int, p: Int) {
        self.logN = logN
        self.r = r
        self.p = p
    }

    /// 32 MiB, three times over: one of the equivalent settings of the OWASP password storage recommendations.
    public static let standard = PasswordCost(logN: 15, r: 8, p: 3)

    /// What a stored hash may ask for, so that a bad row cannot take all memory.
    var isSensible: Bool { (10...20).contains(logN) && (1...16).contains(r) && (1...16).contains(p) }
}
