import Foundation
import JWTKit
import MatterCore

@testable import Identity

/// An agency's system, as far as its tokens go: it signs whatever it is told.
struct Forge {
    static let now = Instant(milliseconds: 1_772_416_800_000)
    static let client = "client:tax-sample"

    let edKey: EdDSA.PrivateKey
    let ecKey = ES256PrivateKey()

    init() throws { edKey = try EdDSA.PrivateKey() }

    var edJWK: [String: ClaimValue] {
        [
            "kty": .text("OKP"), "crv": .text("Ed25519"), "kid": .text("ed"),
            "x": .text(Base64URL.encode([UInt8](edKey.publicKey.rawRepresentation))),
        ]
    }

    var ecJWK: [String: ClaimValue] {
        func plain(_ text: String?) -> ClaimValue {
            .text(Base64URL.encode([UInt8](Data(base64Encoded: text ?? "") ?? Data())))
        }
        let point = ecKey.publicKey.parameters
        return [
            "kty": .text("EC"), "crv": .text("P-256"), "kid": .text("ec"), "x": plain(point?.x), "y": plain(point?.y),
        ]
    }

    var keys: ClaimValue { .object(["keys": .list([edJWK, ecJWK, Samples.rsaJWK].map { .object($0) })]) }

    static func claims(_ changes: [String: ClaimValue?] = [:]) -> [String: ClaimValue] {
        let seconds = Double(now.milliseconds / 1_000)
        var claims: [String: ClaimValue] = [
            "iss": .text(client), "sub": .text(client), "aud": .text(MachineToken.audience),
            "iat": .number(seconds), "exp": .number(seconds + 300), "jti": .text("0123456789abcdef"),
        ]
        for (name, value) in changes { claims[name] = value }
        return claims
    }

    static func header(_ algorithm: String, _ key: String?, _ more: [String: ClaimValue] = [:]) -> [String: ClaimValue]
    {
        var header = more
        header["alg"] = .text(algorithm)
        if let key { header["kid"] = .text(key) }
        return header
    }

    /// A token that is signed with the Ed25519 key, or another one, whatever its header says.
    func token(
        _ header: [String: ClaimValue] = Forge.header("EdDSA", "ed"), _ claims: [String: ClaimValue] = Forge.claims(),
        by signer: JWTKeyCollection? = nil
    ) async throws -> String {
        let parts = try [header, claims].map { Base64URL.encode([UInt8](try JSONEncoder().encode($0))) }
        let text = parts.joined(separator: ".")
        let own = JWTKeyCollection()
        if signer == nil { await own.add(eddsa: edKey) }
        let algorithm = try await (signer ?? own).getKey()
        return text + "." + Base64URL.encode(try algorithm.sign(Array(text.utf8)))
    }

    /// Why the token is not believed; nil: it is.
    func fault(of text: String, at now: Instant = Forge.now) async throws -> TokenFault? {
        do throws(TokenFault) {
            _ = try await MachineToken(
                try SignedToken(text), client: Self.client, keys: try MachineToken.keys(keys), at: now)
            return nil
        } catch {
            return error
        }
    }
}
