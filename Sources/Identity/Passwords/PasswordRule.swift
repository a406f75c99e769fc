internal import Foundation

/// What makes a password acceptable: length, and that nobody would guess it. No rule about kinds of characters, and no
/// end of validity (NIST SP 800-63B, ASVS 5.0).
public enum PasswordRule {
    public enum Fault: String, Sendable {
        case tooShort = "password-too-short"
        case tooLong = "password-too-long"
        case common = "password-common"
        case personal = "password-personal"
        case unchanged = "password-unchanged"
    }

    public static let minimumLength = 12
    public static let maximumLength = 200

    /// - Parameter words: What others know of the person: login, name.
    public static func fault(of password: String, words: [String]) -> Fault? {
        let text = password.precomposedStringWithCompatibilityMapping
        let length = text.unicodeScalars.count
        if length < minimumLength { return .tooShort }
        if length > maximumLength { return .tooLong }
        let lower = text.lowercased()
        let isPersonal = words.contains { word in
            let word = word.precomposedStringWithCompatibilityMapping.lowercased()
            return word.unicodeScalars.count >= 2 && lower.contains(word)
        }
        if isPersonal { return .personal }
        if isPredictable(lower) || CommonPasswords.contains(lower) { return .common }
        return nil
    }

    /// The name of this service, few different characters, or a piece of the keyboard or the alphabet.
    private static func isPredictable(_ text: String) -> Bool {
        if text.contains("onematter") { return true }
        let scalars = text.unicodeScalars.map { Int($0.value) }
        if Set(scalars).count < 5 { return true }
        let steps = zip(scalars, scalars.dropFirst()).map { $1 - $0 }
        return steps.count { abs($0) <= 1 } * 4 >= steps.count * 3
    }
}
