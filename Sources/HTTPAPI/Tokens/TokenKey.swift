public import FoundationEssentials
import Identity
import JWTKit
import Ledger
public import MatterCore

/// Signs and verifies access tokens with the Ed25519 key of the data directory.
public struct TokenKey: Sendable {
    private let key: EdDSA.PrivateKey
    private let keys: JWTKeyCollection

    static let issuer = "onematter"
    static let audience = "onematter-api"

    /// Reads the key, or makes it on first start, readable for the owner alone.
    public init(directory: String) async throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let path = "\(directory)/signing-key.pem"
        let pem = try KeyFile.read(path) { try EdDSA.PrivateKey().pemRepresentation }
        key = try EdDSA.PrivateKey(pem: pem)
        keys = await JWTKeyCollection().add(eddsa: key)
    }

    /// SM3 of the public key, in hexadecimal: names the key and opens nothing.
    public var fingerprint: String { HashAlgorithm.sm3.hash([UInt8](key.publicKey.rawRepresentation)).hex }

    /// The same person in the same role of the same organisation has the same id, token after token.
    public static func subject(role: Role, organisation: OrganisationID, name: String) -> String {
        let slug = name.lowercased().split { $0.isWhitespace || $0 == ":" }.joined(separator: "-")
        return "\(role.rawValue):\(organisation):\(slug)"
    }

    /// A token for a person who acts in a role for an organisation.
    public func issue(
        role: Role, organisation: OrganisationID, name: String, at now: Date, lifetime: TimeInterval
    ) async throws -> String {
        let claims = TokenClaims(
            iss: .init(value: Self.issuer), aud: .init(value: [Self.audience]),
            sub: .init(value: Self.subject(role: role, organisation: organisation, name: name)),
            name: name, role: role, org: organisation, iat: .init(value: now),
            exp: .init(value: now.addingTimeInterval(lifetime)))
        return try await keys.sign(claims)
    }

    /// What the token says, or nil if it is not ours, not for us, altered or expired, or names another algorithm. The only
    /// key verifies with EdDSA in any case, so neither `none` nor a key taken for a shared secret gets in.
    func claims(of token: String) async -> TokenClaims? {
        guard let parts = try? SignedToken(token, limit: 4_096),
            parts.algorithm == SignatureAlgorithm.edDSA.rawValue
        else { return nil }
        return try? await keys.verify(token, as: TokenClaims.self)
    }
}
