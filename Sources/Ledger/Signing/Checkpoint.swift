/// What the keeper of a ledger commits itself to: so many entries, and the root of the tree over them.
public struct Checkpoint: Sendable {
    public static let format = "onematter-checkpoint/1"

    /// Which ledger: chosen once when it is made.
    public let ledger: String
    public let size: Int
    public let root: Digest
    /// UTC with milliseconds, such as `2026-11-23T08:05:09.120Z`.
    public let at: String
    public let algorithm: HashAlgorithm

    public init(ledger: String, size: Int, root: Digest, at: String, algorithm: HashAlgorithm) {
        self.ledger = ledger
        self.size = size
        self.root = root
        self.at = at
        self.algorithm = algorithm
    }

    /// What is signed: the canonical bytes, with the key's name in them.
    public func canonical(key: Digest) -> CanonicalJSON {
        .object([
            "format": .text(Self.format), "ledger": .text(ledger), "size": .integer(size), "root": .text(root.hex),
            "at": .text(at), "algorithm": .text(algorithm.rawValue), "key": .text(key.hex),
        ])
    }

    public func signed(with key: LedgerKey) throws -> SignedCheckpoint {
        let message = canonical(key: key.publicKey.id).bytes
        return SignedCheckpoint(checkpoint: self, key: key.publicKey, signature: try key.sign(message))
    }
}
