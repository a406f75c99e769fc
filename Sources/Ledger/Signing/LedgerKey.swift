internal import FoundationEssentials
internal import Glibc

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
        if access(path, F_OK) != 0 { try Self.createKey(at: path) }
        do {
            try self.init(pem: String(contentsOfFile: path, encoding: .utf8))
        } catch {
            throw SigningError(sentence: "The ledger key \(path) cannot be used: \(error)")
        }
    }

    /// Exclusive creation: of two processes that start at once, one makes the key and both read it.
    private static func createKey(at path: String) throws {
        func failure() -> SigningError {
            SigningError(sentence: "The ledger key \(path) cannot be made: \(String(cString: strerror(errno)))")
        }
        let part = "\(path).\(UUID().uuidString)"
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure() }
        defer {
            close(file)
            unlink(part)
        }
        let text = Array(try SM2.makeKey().utf8)
        guard write(file, text, text.count) == text.count, fsync(file) == 0 else { throw failure() }
        guard link(part, path) == 0 || errno == EEXIST else { throw failure() }
    }

    /// r and s, 64 bytes.
    func sign(_ message: [UInt8]) throws -> [UInt8] { try SM2.sign(message, pem: pem) }
}
