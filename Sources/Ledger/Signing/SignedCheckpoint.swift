/// A checkpoint with the signature and the public key that made it, so that it can be checked alone.
public struct SignedCheckpoint: Sendable {
    public let checkpoint: Checkpoint
    public let key: PublicKey
    /// r and s, 64 bytes.
    public let signature: [UInt8]

    public init(checkpoint: Checkpoint, key: PublicKey, signature: [UInt8]) {
        self.checkpoint = checkpoint
        self.key = key
        self.signature = signature
    }

    /// Whether the holder of the key signed this. Whose key it is, only somebody outside can say.
    public var isSigned: Bool { key.verify(signature, of: checkpoint.canonical(key: key.id).bytes) }

    public var canonical: CanonicalJSON {
        .object([
            "checkpoint": checkpoint.canonical(key: key.id), "publicKey": .text(key.hex),
            "signature": .text(Hex.text(signature)),
        ])
    }

    /// Reads what `canonical` gives. Throws if something is missing, of another form or too much.
    public init(_ json: CanonicalJSON) throws(CanonicalJSONError) {
        guard let content = json["checkpoint"], let ledger = content["ledger"]?.text,
            let size = content["size"]?.integer, size >= 0, let root = content["root"]?.digest,
            let at = content["at"]?.text, Timestamp.isValid(at),
            let algorithm = content["algorithm"]?.text.flatMap({ HashAlgorithm(rawValue: $0) }),
            let hex = json["publicKey"]?.text, let key = try? PublicKey(hex: hex),
            let signature = json["signature"]?.text.flatMap({ Hex.bytes($0) }), signature.count == 64
        else { throw CanonicalJSONError("it is no signed checkpoint") }
        self.init(
            checkpoint: Checkpoint(ledger: ledger, size: size, root: root, at: at, algorithm: algorithm), key: key,
            signature: signature)
        // Whatever else it says, or another name of the key, would be signed by nobody.
        guard canonical.bytes == json.bytes else {
            throw CanonicalJSONError("a checkpoint has other members, or names another key")
        }
    }
}
