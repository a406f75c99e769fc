internal import COpenSSL

/// Signatures with SM2 and SM3 (GB/T 32918), through OpenSSL. A signature is r and s, 32 bytes each, one after the other:
/// the spelling of ASN.1 leaves room for several forms of one signature.
enum SM2 {
    /// The signer's identity that the standard names for when there is no other.
    static let identity = Array("1234567812345678".utf8)

    /// Private key (PKCS 8, PEM) to signature.
    static func sign(_ message: [UInt8], pem: String, identity: [UInt8] = identity) throws -> [UInt8] {
        let key = try privateKey(pem)
        defer { EVP_PKEY_free(key) }
        return try withContext(key, identity) { context in
            guard EVP_DigestSignInit(context, nil, HashAlgorithm.sm3.implementation, nil, key) == 1 else {
                throw SigningError("cannot begin a signature")
            }
            var length = 0
            guard EVP_DigestSign(context, nil, &length, message, message.count) == 1 else {
                throw SigningError("cannot sign")
            }
            var encoded = [UInt8](repeating: 0, count: length)
            guard EVP_DigestSign(context, &encoded, &length, message, message.count) == 1 else {
                throw SigningError("cannot sign")
            }
            return try plain(Array(encoded[..<length]))
        }
    }

    static func verify(
        _ signature: [UInt8], of message: [UInt8], publicKey: [UInt8], identity: [UInt8] = identity
    ) -> Bool {
        guard signature.count == 64, let encoded = encoded(signature), let key = key(publicKey) else { return false }
        defer {
            EVP_PKEY_free(key)
            // What a refusal leaves in the thread's list of errors must not turn up in somebody else's.
            ERR_clear_error()
        }
        let result = try? withContext(key, identity) { context in
            EVP_DigestVerifyInit(context, nil, HashAlgorithm.sm3.implementation, nil, key) == 1
                && EVP_DigestVerify(context, encoded, encoded.count, message, message.count) == 1
        }
        return result ?? false
    }

    /// A new private key, PKCS 8 as PEM.
    static func makeKey() throws -> String {
        guard let context = EVP_PKEY_CTX_new_from_name(nil, "SM2", nil) else { throw SigningError("has no SM2") }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_generate(context, &key) == 1, let key else {
            throw SigningError("cannot make a key")
        }
        defer { EVP_PKEY_free(key) }
        guard let output = BIO_new(BIO_s_mem()) else { throw SigningError("cannot write a key") }
        defer { BIO_free(output) }
        guard PEM_write_bio_PKCS8PrivateKey(output, key, nil, nil, 0, nil, nil) == 1 else {
            throw SigningError("cannot write a key")
        }
        return String(decoding: contents(of: output), as: UTF8.self)
    }

    /// The public key of a private one: 65 bytes, 04 and the two coordinates.
    static func publicKey(ofPEM pem: String) throws -> [UInt8] {
        let key = try privateKey(pem)
        defer { EVP_PKEY_free(key) }
        return try point(of: key)
    }

    /// The point in a PEM `PUBLIC KEY`.
    static func publicKey(inPEM pem: String) throws -> [UInt8] {
        let key = try read(pem) { PEM_read_bio_PUBKEY($0, nil, nil, nil) }
        defer { EVP_PKEY_free(key) }
        return try point(of: key)
    }

    /// The point as PEM `PUBLIC KEY`.
    static func pem(of point: [UInt8]) throws -> String {
        guard let key = key(point), let output = BIO_new(BIO_s_mem()) else { throw SigningError("cannot write a key") }
        defer {
            EVP_PKEY_free(key)
            BIO_free(output)
        }
        guard PEM_write_bio_PUBKEY(output, key) == 1 else { throw SigningError("cannot write a key") }
        return String(decoding: contents(of: output), as: UTF8.self)
    }

    private static func contents(of output: OpaquePointer) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1_024)
        while true {
            let count = BIO_read(output, &piece, Int32(piece.count))
            guard count > 0 else { return bytes }
            bytes += piece[..<Int(count)]
        }
    }

    private static func privateKey(_ pem: String) throws -> OpaquePointer {
        // Without a callback OpenSSL would ask for a passphrase on the terminal.
        try read(pem) { PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in -1 }, nil) }
    }

    private static func read(_ pem: String, _ read: (OpaquePointer) -> OpaquePointer?) throws -> OpaquePointer {
        let bytes = Array(pem.utf8)
        guard let input = BIO_new_mem_buf(bytes, Int32(bytes.count)) else { throw SigningError("cannot read a key") }
        defer {
            BIO_free(input)
            ERR_clear_error()
        }
        guard let key = read(input) else { throw SigningError("cannot read the key: it is no PEM without passphrase") }
        guard EVP_PKEY_is_a(key, "SM2") == 1 else {
            EVP_PKEY_free(key)
            throw SigningError("cannot use the key: it is none for SM2")
        }
        return key
    }

    private static func point(of key: OpaquePointer) throws -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = EVP_PKEY_get1_encoded_public_key(key, &bytes)
        defer { CRYPTO_free(bytes, #file, #line) }
        guard count == 65, let bytes, bytes[0] == 4 else { throw SigningError("cannot read a public key") }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// `SubjectPublicKeyInfo` of a point on the SM2 curve, up to the point.
    private static let header: [UInt8] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
        0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d, 0x03, 0x42, 0x00,
    ]

    /// Nil for what is no point of the curve.
    private static func key(_ point: [UInt8]) -> OpaquePointer? {
        guard point.count == 65, point[0] == 4 else { return nil }
        let encoded = header + point
        let key = encoded.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return d2i_PUBKEY(nil, &start, buffer.count)
        }
        ERR_clear_error()
        return key
    }

    private static func withContext<Result>(
        _ key: OpaquePointer, _ identity: [UInt8], _ body: (OpaquePointer) throws -> Result
    ) throws -> Result {
        guard let context = EVP_MD_CTX_new() else { throw SigningError("has no memory") }
        defer { EVP_MD_CTX_free(context) }
        guard let parameters = EVP_PKEY_CTX_new(key, nil) else { throw SigningError("has no memory") }
        // The digest context only borrows it.
        defer { EVP_PKEY_CTX_free(parameters) }
        guard EVP_PKEY_CTX_set1_id(parameters, identity, Int32(identity.count)) == 1 else {
            throw SigningError("takes no identity")
        }
        EVP_MD_CTX_set_pkey_ctx(context, parameters)
        return try body(context)
    }

    /// ASN.1 to r and s.
    private static func plain(_ encoded: [UInt8]) throws -> [UInt8] {
        let pair = encoded.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return d2i_ECDSA_SIG(nil, &start, buffer.count)
        }
        guard let pair else { throw SigningError("gives no signature") }
        defer { ECDSA_SIG_free(pair) }
        var signature = [UInt8](repeating: 0, count: 64)
        let done = signature.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return false }
            return BN_bn2binpad(ECDSA_SIG_get0_r(pair), start, 32) == 32
                && BN_bn2binpad(ECDSA_SIG_get0_s(pair), start + 32, 32) == 32
        }
        guard done else { throw SigningError("gives no signature") }
        return signature
    }

    /// r and s to ASN.1.
    private static func encoded(_ signature: [UInt8]) -> [UInt8]? {
        func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            let digits = bytes.drop { $0 == 0 }
            let body = (digits.first ?? 0x80) >= 0x80 ? [0] + digits : Array(digits)
            return [2, UInt8(body.count)] + body
        }
        let body = integer(signature[..<32]) + integer(signature[32...])
        return [0x30, UInt8(body.count)] + body
    }
}

/// A key or a signature could not be made or read.
public struct SigningError: Error, CustomStringConvertible {
    public let description: String

    init(_ reason: String) { description = "libcrypto \(reason)" }
    init(sentence: String) { description = sentence }
}
