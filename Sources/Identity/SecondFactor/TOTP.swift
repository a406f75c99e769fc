/// One-time codes by time (RFC 6238): SHA-1, steps of 30 seconds, six digits, as every authenticator program knows them.
public enum TOTP {
    static let period: Int64 = 30
    static let digits = 6
    /// How far the clock of the person's device may be off, in steps.
    static let tolerance: Int64 = 1

    /// A new secret of 160 bits, the size of the hash.
    public static func makeSecret() -> [UInt8] { randomBytes(20) }

    static func code(_ secret: [UInt8], step: Int64, digits: Int = digits) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * Int64($0))) }
        let digest = Digests.hmacSHA1(key: secret, counter)
        let offset = Int(digest[19] & 15)
        var number = UInt32(digest[offset] & 0x7F) << 24
        number |= UInt32(digest[offset + 1]) << 16 | UInt32(digest[offset + 2]) << 8 | UInt32(digest[offset + 3])
        let modulus = (0..<digits).reduce(UInt64(1)) { product, _ in product * 10 }
        let text = String(UInt64(number) % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The time step of a code, if it is right now and no code of that step or a later one was used before.
    /// - Parameter milliseconds: Time since 1970.
    public static func step(of code: String, secret: [UInt8], at milliseconds: Int64, after last: Int64?) -> Int64? {
        let now = milliseconds / 1_000 / period
        var found: Int64?
        // All steps are compared, so the time does not tell which one it was.
        for step in (now - tolerance)...(now + tolerance) where step > last ?? -1 {
            if Digests.areEqual(Array(code.utf8), Array(self.code(secret, step: step).utf8)) { found = step }
        }
        return found
    }

    /// What authenticator programs read from a picture.
    public static func uri(secret: [UInt8], login: String, issuer: String = "OneMatter") -> String {
        "otpauth://totp/\(issuer):\(login)?secret=\(Base32.encode(secret))&issuer=\(issuer)&algorithm=SHA1&digits=6&period=30"
    }
}
