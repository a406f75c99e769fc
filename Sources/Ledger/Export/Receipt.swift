/// What the author of an act keeps: the event's hash, its position, and the signed tree that holds it. Whoever has it can
/// show later that the ledger was rolled back or rewritten.
public struct Receipt: Sendable {
    public static let format = "onematter-receipt/1"

    public let matter: Int64
    public let number: Int
    public let hash: Digest
    public let position: Int
    public let proof: [Digest]
    public let signed: SignedCheckpoint

    public init(matter: Int64, number: Int, hash: Digest, position: Int, proof: [Digest], signed: SignedCheckpoint) {
        self.matter = matter
        self.number = number
        self.hash = hash
        self.position = position
        self.proof = proof
        self.signed = signed
    }

    public var canonical: CanonicalJSON {
        .object([
            "format": .text(Self.format), "matter": .integer(matter), "number": .integer(number),
            "hash": .text(hash.hex), "position": .integer(position), "proof": .array(proof.map { .text($0.hex) }),
            "signed": signed.canonical,
        ])
    }

    /// Reads what `canonical` gives. Throws if something is missing, of another form or too much.
    public init(_ json: CanonicalJSON) throws(CanonicalJSONError) {
        guard let matter = json["matter"]?.integer, let number = json["number"]?.integer, number > 0,
            let hash = json["hash"]?.digest, let position = json["position"]?.integer, position >= 0,
            let proof = json["proof"]?.digests, let signed = json["signed"]
        else { throw CanonicalJSONError("it is no receipt") }
        self.init(
            matter: Int64(matter), number: number, hash: hash, position: position, proof: proof,
            signed: try SignedCheckpoint(signed))
        guard canonical.bytes == json.bytes else { throw CanonicalJSONError("a receipt has other members") }
    }

    /// Whether it holds by itself: signed, and the proof leads to the signed root.
    public var isSound: Bool {
        let tree = MerkleTree(signed.checkpoint.algorithm)
        return signed.isSigned
            && tree.verifyInclusion(
                of: tree.leaf(hash), at: position, in: signed.checkpoint.size, root: signed.checkpoint.root,
                proof: proof)
    }
}

extension CanonicalJSON {
    /// A list of digests, or nil if anything else is in it.
    var digests: [Digest]? {
        guard let values = array else { return nil }
        let digests = values.compactMap(\.digest)
        return digests.count == values.count ? digests : nil
    }
}
