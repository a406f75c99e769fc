internal import FoundationEssentials

/// The public keys of one who signs.
public struct KeySet: Hashable, Sendable {
    public let keys: [VerificationKey]

    /// A key set (RFC 7517) as somebody publishes it: keys that are of no use here are passed over, as the standard says.
    public init(published json: [UInt8]) throws(TokenFault) {
        let entries = try Self.entries(json)
        keys = entries.compactMap { try? VerificationKey($0) }
    }

    /// A key set that somebody registers: every key must be of use, and have an id of its own.
    public init(registered json: [UInt8]) throws(TokenFault) {
        var keys: [VerificationKey] = []
        for entry in try Self.entries(json) { keys.append(try VerificationKey(entry)) }
        let ids = Set(keys.compactMap(\.id))
        guard !keys.isEmpty, keys.count <= 8, ids.count == keys.count else { throw .malformed }
        self.keys = keys
    }

    private static func entries(_ json: [UInt8]) throws(TokenFault) -> [ClaimValue] {
        guard let value = try? JSONDecoder().decode([String: ClaimValue].self, from: Data(json)),
            case .list(let entries) = value["keys"]
        else { throw .malformed }
        return entries
    }

    /// Whether a token that names this key, or none, may be of one of them.
    public func knows(_ id: String?) -> Bool { id.map { id in keys.contains { $0.id == id } } ?? !keys.isEmpty }

    /// The keys that a token may mean: the one with its id, or, if it names none, the only one that fits.
    func candidates(id: String?, for algorithm: SignatureAlgorithm) throws(TokenFault) -> VerificationKey {
        let named = id.map { id in keys.filter { $0.id == id } } ?? keys
        guard !named.isEmpty else { throw .unknownKey }
        let fitting = named.filter { $0.fits(algorithm) }
        guard let key = fitting.first else { throw .keyMismatch }
        guard fitting.count == 1 else { throw .unknownKey }
        return key
    }
}
