/// The unified social credit code: 18 characters, the last one a check digit (GB 32100-2015).
public enum CreditCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    /// The check character of the first 17 characters; nil if they are not 17 of the alphabet.
    public static func checkCharacter(of body: String) -> Character? {
        let bytes = Array(body.utf8)
        guard bytes.count == weights.count else { return nil }
        var sum = 0
        for (byte, weight) in zip(bytes, weights) {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            sum += value * weight
        }
        return Character(UnicodeScalar(alphabet[(31 - sum % 31) % 31]))
    }

    public static func isValid(_ code: String) -> Bool {
        guard code.utf8.count == 18, let last = code.last else { return false }
        return checkCharacter(of: String(code.dropLast())) == last
    }
}
