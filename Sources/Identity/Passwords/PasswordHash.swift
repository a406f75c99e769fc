internal import Foundation

/// A password as it is stored: `$scrypt$ln=15,r=8,p=3$salt$digest`, both in base64 without padding.
public struct PasswordHash: Hashable, Sendable {
    public let cost: PasswordCost
    private let salt: [UInt8]
    private let digest: [UInt8]

    /// Hashes under a salt of its own. This is slow on purpose: see `PasswordHasher`.
    public init(of password: String, cost: PasswordCost = .standard) {
        self.cost = cost
        salt = randomBytes(16)
        digest = Self.digest(of: password, salt: salt, cost: cost)
    }

    /// A hash that no password has: for logins that do not exist, so that they take as long as those that do.
    public static func decoy(cost: PasswordCost) -> PasswordHash {
        PasswordHash(cost: cost, salt: randomBytes(16), digest: randomBytes(32))
    }

    private init(cost: PasswordCost, salt: [UInt8], digest: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.digest = digest
    }

    /// Nil if the text is not such a hash.
    public init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
        let fields = parts[2].split(separator: ",").map { $0.split(separator: "=").map(String.init) }
        guard fields.count == 3, fields.allSatisfy({ $0.count == 2 }), fields.map({ $0[0] }) == ["ln", "r", "p"],
            let logN = Int(fields[0][1]), let r = Int(fields[1][1]), let p = Int(fields[2][1]),
            let salt = Self.bytes(parts[3]), let digest = Self.bytes(parts[4]), salt.count >= 16, digest.count == 32
        else { return nil }
        cost = PasswordCost(logN: logN, r: r, p: p)
        guard cost.isSensible else { return nil }
        self.salt = salt
        self.digest = digest
    }

    public var text: String {
        "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(Self.base64(salt))$\(Self.base64(digest))"
    }

    /// Whether this is the password. As slow as hashing.
    public func matches(_ password: String) -> Bool {
        Digests.areEqual(digest, Self.digest(of: password, salt: salt, cost: cost))
    }

    /// One spelling of characters that look the same, whatever keyboard they came from.
    private static func digest(of password: String, salt: [UInt8], cost: PasswordCost) -> [UInt8] {
        let text = password.precomposedStringWithCompatibilityMapping
        return Scrypt.derive(Array(text.utf8), salt: salt, logN: cost.logN, r: cost.r, p: cost.p, count: 32)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        Data(base64Encoded: text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)).map { Array($0) }
    }
}
