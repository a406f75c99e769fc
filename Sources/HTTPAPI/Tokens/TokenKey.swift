public import FoundationEssentials
import Glibc
import JWTKit
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
        try Self.createKey(at: path)
        key = try EdDSA.PrivateKey(pem: String(contentsOfFile: path, encoding: .utf8))
        keys = await JWTKeyCollection().add(eddsa: key)
    }

    /// Exclusive creation: of two processes that start at once, one makes the key and both read it.
    private static func createKey(at path: String) throws {
        let part = "\(path).\(UUID().uuidString)"
        guard access(path, F_OK) != 0 else { return }
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { throw TokenKeyError(path: part, reason: String(cString: strerror(errno))) }
        let text = Array(try EdDSA.PrivateKey().pemRepresentation.utf8)
        let written = write(file, text, text.count)
        fsync(file)
        close(file)
        defer { unlink(part) }
        guard written == text.count else { throw TokenKeyError(path: part, reason: "could not be written") }
        guard link(part, path) == 0 || errno == EEXIST else {
            throw TokenKeyError(path: path, reason: String(cString: strerror(errno)))
        }
    }

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

    /// What the token says, or nil if it is not ours, not for us, altered or expired. The only key verifies with EdDSA
    /// whatever algorithm the token's header names, so neither `none` nor a key taken for a shared secret gets in.
    func claims(of token: String) async -> TokenClaims? {
        guard token.utf8.count <= 4_096 else { return nil }
        return try? await keys.verify(token, as: TokenClaims.self)
    }
}

/// The key file could not be made.
struct TokenKeyError: Error, CustomStringConvertible {
    let path: String
    let reason: String
    var description: String { "The signing key \(path): \(reason)." }
}
