internal import COpenSSL

/// Hashes and comparisons of secrets, through OpenSSL.
public enum Digests {
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        precondition(EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil) == 1, "no SHA-256")
        return digest
    }

    /// What is stored of a secret that has enough entropy of its own: 64 hexadecimal digits.
    public static func fingerprint(_ secret: String) -> String { hexadecimal(sha256(Array(secret.utf8))) }

    static func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] { hmac(EVP_sha256(), key, message, count: 32) }

    static func hmacSHA1(key: [UInt8], _ message: [UInt8]) -> [UInt8] { hmac(EVP_sha1(), key, message, count: 20) }

    private static func hmac(_ hash: OpaquePointer?, _ key: [UInt8], _ message: [UInt8], count: Int) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: count)
        var length: UInt32 = 0
        precondition(
            HMAC(hash, key, Int32(key.count), message, message.count, &digest, &length) != nil, "no HMAC")
        return digest
    }

    /// Whether two secrets are the same, in a time that does not depend on where they differ.
    public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
