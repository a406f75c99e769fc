internal import JWTKit

/// A public key of somebody who signs tokens (RFC 7517).
public struct VerificationKey: Hashable, Sendable {
    public let id: String?
    let type: String
    let curve: String?
    /// The algorithm that it is made for; nil: any that fits its type.
    let algorithm: String?
    private let values: [String: String]

    private static let secretParts: Set = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]
    /// 2,048 bits of an RSA modulus and no less.
    private static let shortestModulus = 256

    /// Throws for a key that holds a secret, is weak, or is not for signatures.
    public init(_ value: ClaimValue) throws(TokenFault) {
        guard case .object(let members) = value, let type = members["kty"]?.text else { throw .malformed }
        guard Self.secretParts.isDisjoint(with: members.keys) else { throw .keyMismatch }
        if let use = members["use"], use != .text("sig") { throw .keyMismatch }
        if let operations = members["key_ops"], operations.texts?.contains("verify") != true { throw .keyMismatch }
        id = members["kid"]?.text
        self.type = type
        curve = members["crv"]?.text
        algorithm = members["alg"]?.text
        values = members.compactMapValues(\.text)
        let isKnown = SignatureAlgorithm.allCases.contains { $0.keyType == (type, type == "RSA" ? nil : curve) }
        guard isKnown else { throw .keyMismatch }
        let parts = type == "RSA" ? ["n", "e"] : type == "EC" ? ["x", "y"] : ["x"]
        for part in parts where values[part].flatMap({ Base64URL.decode($0) })?.isEmpty != false { throw .malformed }
        if type == "RSA" {
            let modulus = values["n"].flatMap { Base64URL.decode($0) }?.drop { $0 == 0 } ?? []
            guard modulus.count >= Self.shortestModulus else { throw .weakKey }
        }
    }

    /// Whether the algorithm works with this kind of key, and the key is not made for another one.
    func fits(_ other: SignatureAlgorithm) -> Bool {
        other.keyType == (type, type == "RSA" ? nil : curve) && (algorithm == nil || algorithm == other.rawValue)
    }

    /// Checks the signature with the algorithm that the caller has found to be allowed, and with no other.
    func verifies(_ signature: [UInt8], of text: [UInt8], _ chosen: SignatureAlgorithm) async -> Bool {
        guard fits(chosen) else { return false }
        let name = JWK.Algorithm(rawValue: chosen.rawValue)
        let key: JWK =
            switch type {
            case "RSA": .rsa(name, identifier: "it", modulus: values["n"], exponent: values["e"])
            case "EC":
                .ecdsa(name, identifier: "it", x: values["x"], y: values["y"], curve: curve.flatMap(ECDSACurve.init))
            default: .octetKeyPair(name, identifier: "it", x: values["x"], y: nil, curve: .ed25519)
            }
        do {
            let verifier = try await JWTKeyCollection().add(jwk: key).getKey(for: "it")
            return try verifier.verify(signature, signs: text)
        } catch {
            return false
        }
    }
}
