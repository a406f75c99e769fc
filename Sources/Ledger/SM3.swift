internal import COpenSSL

/// The Chinese national hash SM3 (GB/T 32905), computed piece by piece by OpenSSL.
public struct SM3: ~Copyable {
    private let context: OpaquePointer

    public init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sm3(), nil) == 1 else {
            fatalError("libcrypto has no SM3: it was built without it, or runs in a mode that forbids it")
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

    /// Ends the computation: 64 hexadecimal digits.
    public consuming func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &digest, nil)
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Digest of what is in memory anyway.
    public static func digest(_ bytes: some Sequence<UInt8>) -> String {
        var hash = SM3()
        hash.update(bytes)
        return hash.finish()
    }
}
