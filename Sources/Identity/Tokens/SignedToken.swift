internal import FoundationEssentials

/// A signed token (RFC 7515, compact form), taken apart and not believed yet.
public struct SignedToken: Sendable {
    /// What the header says. Keys and addresses of keys in it are never looked at.
    public let algorithm: String
    public let key: String?
    private let claims: Claims
    private let signedText: [UInt8]
    private let signature: [UInt8]

    /// Wishes that must be understood (`crit`), a text that is not encoded (`b64`), compression, encryption and tokens
    /// within tokens: none of them is needed, so none is taken.
    private static let refusedHeaders = ["crit", "b64", "zip", "enc", "cty"]

    public init(_ text: String, limit: Int = 8_192) throws(TokenFault) {
        guard text.utf8.count <= limit else { throw .oversized }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.object(parts[0]), let payload = Self.object(parts[1]),
            let signature = Base64URL.decode(parts[2]), let algorithm = header["alg"]?.text
        else { throw .malformed }
        guard Self.refusedHeaders.allSatisfy({ header[$0] == nil }) else { throw .criticalHeader }
        if let key = header["kid"] {
            guard let id = key.text, id.utf8.count <= 200 else { throw .malformed }
            self.key = id
        } else {
            key = nil
        }
        self.algorithm = algorithm
        self.signature = signature
        signedText = Array(text.utf8.prefix(parts[0].utf8.count + 1 + parts[1].utf8.count))
        claims = Claims(payload)
    }

    private static func object(_ part: Substring) -> [String: ClaimValue]? {
        guard let bytes = Base64URL.decode(part) else { return nil }
        return try? JSONDecoder().decode([String: ClaimValue].self, from: Data(bytes))
    }

    /// Who says that it signed: to look up the keys, and for nothing else.
    public var claimedIssuer: String? { claims["iss"]?.text }

    /// The claims, once the signature holds under a key of the set and an algorithm of the list.
    public func verified(by keys: KeySet, allowing allowed: Set<SignatureAlgorithm>) async throws(TokenFault) -> Claims
    {
        // The list decides, then the key; the token's own word picks among them and adds nothing.
        guard let algorithm = SignatureAlgorithm(rawValue: algorithm), allowed.contains(algorithm) else {
            throw .algorithm
        }
        let key = try keys.candidates(id: key, for: algorithm)
        guard await key.verifies(signature, of: signedText, algorithm) else { throw .signature }
        return claims
    }
}
