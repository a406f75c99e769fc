/// Secrets that the program makes and a person types.
public enum OneTimePassword {
    /// Digits and letters that are not mistaken for each other, five bits each.
    private static let alphabet = Array("023456789abcdefghjkmnpqrstuvwxyz".utf8)

    /// `k3f9-…`, 100 bits in five groups of four.
    public static func make() -> String { groups(5) }

    /// 80 bits: enough to be stored under a plain hash.
    static func recoveryCode() -> String { groups(4) }

    private static func groups(_ count: Int) -> String {
        (0..<count).map { _ in
            String(decoding: randomBytes(4).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
        }.joined(separator: "-")
    }
}
