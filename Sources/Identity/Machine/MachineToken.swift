internal import FoundationEssentials
public import MatterCore

/// A token that an agency's own system signed for one short while: it proves who calls, and is good once.
public struct MachineToken: Hashable, Sendable {
    /// The client's id: issuer and subject both.
    public let client: String
    /// Number of the token; none is taken twice.
    public let number: String
    public let ends: Instant

    public static let audience = "onematter-machine"
    public static let algorithms: Set<SignatureAlgorithm> = [.edDSA, .es256, .rs256, .ps256]
    /// A token that leaks is of use for no longer than this.
    public static let longestLife: Int64 = 600
    public static let skew: Int64 = 30

    /// Checks the token against the keys that were registered for the client.
    public init(_ token: SignedToken, client: String, keys: KeySet, at now: Instant) async throws(TokenFault) {
        // Which key it was must be said: a client that changes keys has several.
        guard token.key != nil else { throw .unknownKey }
        let claims = try await token.verified(by: keys, allowing: Self.algorithms)
        guard try claims.text("iss") == client else { throw .issuer }
        guard try claims.text("sub") == client else { throw .subject }
        // For us and for nobody else: who else got the token could use it here.
        guard claims["aud"]?.texts == [Self.audience] else { throw .audience }
        let (issued, ends) = try claims.requireInForce(at: now, skew: Self.skew)
        guard ends > issued, ends.milliseconds - issued.milliseconds <= Self.longestLife * 1_000 else {
            throw .lifetime
        }
        let number = try claims.text("jti")
        guard (16...200).contains(number.utf8.count), number.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .malformed
        }
        self.client = client
        self.number = number
        self.ends = ends
    }

    /// After this moment the token is refused for its age, so that its number may be forgotten.
    public var isForgottenAfter: Instant { Instant(milliseconds: ends.milliseconds + Self.skew * 1_000) }

    /// A client id is told from every other issuer by its beginning.
    public static func isClient(_ id: String) -> Bool {
        let prefix = "client:"
        return id.hasPrefix(prefix)
            && (2...60).contains(id.utf8.count - prefix.utf8.count)
            && id.utf8.dropFirst(prefix.utf8.count).allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            }
    }

    /// The keys that a client registers, each of use for one of the algorithms.
    public static func keys(_ value: ClaimValue) throws(TokenFault) -> KeySet {
        guard let json = try? JSONEncoder().encode(value) else { throw .malformed }
        let set = try KeySet(registered: [UInt8](json))
        guard set.keys.allSatisfy({ key in algorithms.contains { key.fits($0) } }) else { throw .keyMismatch }
        return set
    }
}
