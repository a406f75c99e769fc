internal import COpenSSL

/// The memory-hard key derivation scrypt (RFC 7914), computed by OpenSSL.
enum Scrypt {
    static func derive(
        _ password: [UInt8], salt: [UInt8], logN: Int, r: Int, p: Int, count: Int
    ) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: count)
        let memory = UInt64(128 * r) * (UInt64(1) << UInt64(logN)) + UInt64(128 * r * p) + (1 << 20)
        let text = password.map { CChar(bitPattern: $0) }
        precondition(
            EVP_PBE_scrypt(
                text, text.count, salt, salt.count, UInt64(1) << UInt64(logN), UInt64(r), UInt64(p), memory, &key, count
            )
                == 1, "scrypt failed: no memory, or parameters that it does not take")
        return key
    }
}
