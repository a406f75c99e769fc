import Testing

@testable import Identity

@Suite struct SecondFactorTests {
    private let secret = Array("12345678901234567890".utf8)

    /// RFC 6238, appendix B.
    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)]) func codesAreThoseOfTheStandard(second: Int64, code: String)
    {
        #expect(TOTP.code(secret, step: second / 30, digits: 8) == code)
    }

    @Test func aCodeIsGoodForAStepBeforeAndAfterAndOnce() {
        let now: Int64 = 1_234_567_890_000
        let step = now / 30_000
        for offset in Int64(-1)...1 {
            let code = TOTP.code(secret, step: step + offset)
            #expect(TOTP.step(of: code, secret: secret, at: now, after: nil) == step + offset)
            #expect(TOTP.step(of: code, secret: secret, at: now, after: step + offset) == nil)
            #expect(TOTP.step(of: code, secret: secret, at: now, after: step + offset + 1) == nil)
        }
        for offset: Int64 in [-2, 2] {
            let code = TOTP.code(secret, step: step + offset)
            #expect(TOTP.step(of: code, secret: secret, at: now, after: nil) == nil)
        }
        #expect(TOTP.step(of: "", secret: secret, at: now, after: nil) == nil)
    }

    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI"),
    ])
    func base32IsThatOfTheStandard(text: String, encoded: String) {
        #expect(Base32.encode(Array(text.utf8)) == encoded)
        #expect(Base32.decode(encoded) == Array(text.utf8))
    }

    @Test func theAddressNamesSecretAndLogin() {
        #expect(
            TOTP.uri(secret: secret, login: "wang")
                == "otpauth://totp/OneMatter:wang?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=OneMatter"
                + "&algorithm=SHA1&digits=6&period=30")
    }

    @Test func aSealedSecretOpensOnlyWhereItBelongs() throws {
        let box = try #require(SecretBox(key: randomBytes(32)))
        let sealed = box.seal(secret, for: "person-1")
        #expect(box.open(sealed, for: "person-1") == secret)
        #expect(box.open(sealed, for: "person-2") == nil)
        #expect(SecretBox(key: randomBytes(32))?.open(sealed, for: "person-1") == nil)
        for index in sealed.indices {
            var altered = sealed
            altered[index] ^= 1
            #expect(box.open(altered, for: "person-1") == nil)
        }
        #expect(box.open(Array(sealed.prefix(28)), for: "person-1") == nil)
        #expect(box.seal(secret, for: "person-1") != sealed)
        #expect(SecretBox(key: randomBytes(31)) == nil)
    }

    @Test func recoveryCodesAreReadHoweverTheyAreTyped() {
        let codes = RecoveryCodes.make()
        #expect(Set(codes).count == 10)
        #expect(
            RecoveryCodes.fingerprint(codes[0].uppercased())
                == RecoveryCodes.fingerprint(codes[0].replacing("-", with: "")))
        #expect(RecoveryCodes.fingerprint(codes[0]) != RecoveryCodes.fingerprint(codes[1]))
    }

    @Test func aSessionTokenHasATwinAgainstForgery() throws {
        let token = SessionToken()
        let read = try #require(SessionToken(token.text))
        #expect(read.hash == token.hash && token.hash.count == 64)
        #expect(token.isCSRF(token.csrf) && !token.isCSRF(SessionToken().csrf) && !token.isCSRF(""))
        #expect(token.csrf != token.text && token.csrf != token.hash)
        #expect(SessionToken("short") == nil && SessionToken(String(repeating: "ä", count: 43)) == nil)
    }
}
