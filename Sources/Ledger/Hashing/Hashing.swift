internal import COpenSSL

/// A digest in the making: bytes come piece by piece.
public struct Hashing: ~Copyable {
    private let context: OpaquePointer

    public init(_ algorithm: HashAlgorithm) {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, algorithm.implementation, nil) == 1 else {
            fatalError("libcrypto cannot begin a digest")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    public mutating func update(_ bytes: some Sequence<UInt8>) {
        let hashed: Void? = bytes.withContiguousStorageIfAvailable { buffer in
            _ = EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
        }
        if hashed == nil {
            let copy = Array(bytes)
            _ = EVP_DigestUpdate(context, copy, copy.count)
        }
    }

    public consuming func finish() -> Digest {
        var digest = [UInt8](repeating: 0, count: Digest.length)
        EVP_DigestFinal_ex(context, &digest, nil)
        return Digest(unchecked: digest)
    }
}
