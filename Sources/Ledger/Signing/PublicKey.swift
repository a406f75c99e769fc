/// Whose signature a checkpoint bears: a point of the SM2 curve.
public struct PublicKey: Hashable, Sendable {
    /// 65 bytes: 04 and the two coordinates.
    public let point: [UInt8]

    public init(point: [UInt8]) throws {
        guard (try? SM2.pem(of: point)) != nil else { throw SigningError(sentence: "This is no public key for SM2.") }
        self.point = point
    }

    public init(hex: String) throws {
        try self.init(point: Hex.bytes(hex) ?? [])
    }

    /// From a PEM file, as `openssl pkey -pubout` writes it.
    public init(pem: String) throws { point = try SM2.publicKey(inPEM: pem) }

    public var hex: String { Hex.text(point) }

    public func pem() throws -> String { try SM2.pem(of: point) }

    /// What the key is called everywhere: SM3 of the 65 bytes, whatever the hash of the ledger. All of it, because a
    /// shorter name could be met on purpose.
    public var id: Digest { HashAlgorithm.sm3.hash(point) }

    func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        SM2.verify(signature, of: message, publicKey: point)
    }
}
