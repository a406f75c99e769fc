internal import COpenSSL

/// The hash of a ledger, the same for its chain and its tree. Both give 32 bytes.
public enum HashAlgorithm: String, Codable, CaseIterable, Sendable {
    /// The Chinese national hash, GB/T 32905.
    case sm3
    case sha256

    /// Digest of what is in memory anyway.
    public func hash(_ bytes: some Sequence<UInt8>) -> Digest {
        var hashing = Hashing(self)
        hashing.update(bytes)
        return hashing.finish()
    }

    /// Looked up once: a lookup costs more than the digest of a short text.
    var implementation: OpaquePointer { self == .sm3 ? Self.sm3Implementation : Self.sha256Implementation }

    // Never changed and never freed, so any thread may use them.
    private nonisolated(unsafe) static let sm3Implementation = fetch("SM3")
    private nonisolated(unsafe) static let sha256Implementation = fetch("SHA256")

    private static func fetch(_ name: String) -> OpaquePointer {
        guard let implementation = EVP_MD_fetch(nil, name, nil) else {
            fatalError("libcrypto has no \(name): it was built without it, or runs in a mode that forbids it")
        }
        return implementation
    }
}
