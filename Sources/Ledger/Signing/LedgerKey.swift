/// The private key that signs the checkpoints of a ledger: SM2, kept as PEM in a file of the server's account.
public struct LedgerKey: Sendable {
    private let pem: String
    public let publicKey: PublicKey

    public init(pem: String) throws {
        self.pem = pem
        publicKey = try PublicKey(point: SM2.publicKey(ofPEM: pem))
    }

    /// A key that is nowhere but in memory.
    public static func random() throws -> LedgerKey { try LedgerKey(pem: SM2.makeKey()) }

    /// Reads the key, or makes it on first start, readable for the owner alone.
    public init(file path: String) throws {
        let pem = try KeyFile.read(path) { try SM2.makeKey() }
        do {
            try self.init(pem: pem)
        } catch {
            throw SigningError(sentence: "The ledger key \(path) cannot be used: \(error)")
        }
    }

    /// r and s, 64 bytes.
    func sign(_ message: [UInt8]) throws -> [UInt8] { try SM2.sign(message, pem: pem) }
}
