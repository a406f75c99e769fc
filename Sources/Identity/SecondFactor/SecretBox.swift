internal import COpenSSL

/// Encrypts small secrets for the database with AES-256-GCM, so that a copy of the database alone does not reveal them.
public struct SecretBox: Sendable {
    private static let nonceCount = 12
    private static let tagCount = 16
    private let key: [UInt8]

    /// Nil unless the key has 32 bytes.
    public init?(key: [UInt8]) {
        guard key.count == 32 else { return nil }
        self.key = key
    }

    /// Nonce, text, tag.
    /// - Parameter context: What the secret belongs to; a row copied to another place does not open there.
    public func seal(_ secret: [UInt8], for context: String) -> [UInt8] {
        let nonce = randomBytes(Self.nonceCount)
        var text = [UInt8](repeating: 0, count: secret.count)
        var tag = [UInt8](repeating: 0, count: Self.tagCount)
        let isDone = withCipher { cipher in
            var count: Int32 = 0
            return EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce) == 1
                && EVP_EncryptUpdate(cipher, nil, &count, Array(context.utf8), Int32(context.utf8.count)) == 1
                && EVP_EncryptUpdate(cipher, &text, &count, secret, Int32(secret.count)) == 1
                && EVP_EncryptFinal_ex(cipher, nil, &count) == 1
                && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, Int32(Self.tagCount), &tag) == 1
        }
        precondition(isDone, "libcrypto does not encrypt")
        return nonce + text + tag
    }

    /// Nil if it was sealed under another key, for something else, or altered.
    public func open(_ sealed: [UInt8], for context: String) -> [UInt8]? {
        guard sealed.count > Self.nonceCount + Self.tagCount else { return nil }
        let nonce = Array(sealed.prefix(Self.nonceCount))
        let body = Array(sealed.dropFirst(Self.nonceCount).dropLast(Self.tagCount))
        var tag = Array(sealed.suffix(Self.tagCount))
        var secret = [UInt8](repeating: 0, count: body.count)
        let isGenuine = withCipher { cipher in
            var count: Int32 = 0
            return EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce) == 1
                && EVP_DecryptUpdate(cipher, nil, &count, Array(context.utf8), Int32(context.utf8.count)) == 1
                && EVP_DecryptUpdate(cipher, &secret, &count, body, Int32(body.count)) == 1
                && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_SET_TAG, Int32(Self.tagCount), &tag) == 1
                && EVP_DecryptFinal_ex(cipher, nil, &count) == 1
        }
        return isGenuine ? secret : nil
    }

    private func withCipher(_ body: (OpaquePointer) -> Bool) -> Bool {
        guard let cipher = EVP_CIPHER_CTX_new() else { return false }
        defer { EVP_CIPHER_CTX_free(cipher) }
        return body(cipher)
    }
}
