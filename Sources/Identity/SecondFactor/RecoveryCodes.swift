/// Codes for the day when the authenticator is lost: each is good once.
public enum RecoveryCodes {
    public static let count = 10

    public static func make() -> [String] { (0..<count).map { _ in OneTimePassword.recoveryCode() } }

    /// What is stored of a code, however it was typed.
    public static func fingerprint(_ code: String) -> String {
        Digests.fingerprint(code.lowercased().filter { $0 != "-" && $0 != " " })
    }
}
