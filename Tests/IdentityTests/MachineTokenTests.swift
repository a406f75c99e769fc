import Foundation
import JWTKit
import MatterCore
import Testing

@testable import Identity

@Suite struct MachineTokenTests {
    @Test func believesEachAllowedAlgorithm() async throws {
        let forge = try Forge()
        let curve = await JWTKeyCollection().add(ecdsa: forge.ecKey)
        #expect(try await forge.fault(of: forge.token()) == nil)
        #expect(try await forge.fault(of: forge.token(Forge.header("ES256", "ec"), by: curve)) == nil)
        #expect(try await forge.fault(of: Samples.rs256) == nil)
        #expect(try await forge.fault(of: Samples.ps256) == nil)
    }

    @Test func anAlteredTextOrAForeignKeyIsNoSignature() async throws {
        let forge = try Forge()
        let parts = try await forge.token().split(separator: ".").map(String.init)
        let other = try await forge.token(Forge.header("EdDSA", "ed"), Forge.claims(["jti": .text("fedcba9876543210")]))
        let body = other.split(separator: ".")[1]
        #expect(try await forge.fault(of: "\(parts[0]).\(body).\(parts[2])") == .signature)
        #expect(try await forge.fault(of: "\(parts[0]).\(parts[1]).") == .signature)
        let stranger = try Forge()
        #expect(try await forge.fault(of: stranger.token()) == .signature)
        // One RSA padding is not taken for the other.
        let signature = try #require(Samples.rs256.split(separator: ".").last)
        let head = Samples.ps256.split(separator: ".").dropLast().joined(separator: ".")
        #expect(try await forge.fault(of: "\(head).\(signature)") == .signature)
    }

    @Test(arguments: ["none", "None", "NONE", "", "HS256", "HS512", "ES384", "RS512", "PS384", "eddsa", "Ed25519"])
    func refusesAnAlgorithmThatIsNotListed(_ algorithm: String) async throws {
        let forge = try Forge()
        // Each is signed well enough for whoever believes the header: with the public key as a shared secret too.
        let secret = await JWTKeyCollection().add(
            hmac: HMACKey(from: forge.edKey.publicKey.pemRepresentation), digestAlgorithm: .sha256)
        for signer in [nil, secret] {
            let token = try await forge.token(Forge.header(algorithm, "ed"), by: signer)
            #expect(try await forge.fault(of: token) == .algorithm)
        }
        let token = try await forge.token(Forge.header(algorithm, "ed"))
        let unsigned = token.split(separator: ".").dropLast().joined(separator: ".") + "."
        #expect(try await forge.fault(of: unsigned) == .algorithm)
    }

    @Test func theKeyMustFitTheAlgorithm() async throws {
        let forge = try Forge()
        for (algorithm, key) in [("EdDSA", "ec"), ("ES256", "ed"), ("RS256", "ed"), ("EdDSA", "rsa"), ("ES256", "rsa")]
        {
            #expect(try await forge.fault(of: forge.token(Forge.header(algorithm, key))) == .keyMismatch)
        }
        // A key that is made for one algorithm is good for that one only.
        let set = try MachineToken.keys(
            .object(["keys": .list([.object(Samples.rsaJWK.merging(["alg": .text("PS256")]) { $1 })])]))
        await #expect(throws: TokenFault.keyMismatch) {
            _ = try await MachineToken(
                try SignedToken(Samples.rs256), client: Forge.client, keys: set, at: Forge.now)
        }
    }

    @Test func theKeyMustBeNamedAndKnown() async throws {
        let forge = try Forge()
        #expect(try await forge.fault(of: forge.token(Forge.header("EdDSA", nil))) == .unknownKey)
        #expect(try await forge.fault(of: forge.token(Forge.header("EdDSA", "other"))) == .unknownKey)
        #expect(try await forge.fault(of: forge.token(Forge.header("EdDSA", "../ed"))) == .unknownKey)
        // A key that the token brings along is nobody's.
        let stranger = try Forge()
        let own = Forge.header("EdDSA", "ed", ["jwk": .object(stranger.edJWK), "jku": .text("https://example.org/k")])
        #expect(try await forge.fault(of: stranger.token(own)) == .signature)
    }

    @Test(arguments: ["crit", "b64", "zip", "enc", "cty"])
    func refusesWishesInTheHeader(_ name: String) async throws {
        let forge = try Forge()
        let header = Forge.header("EdDSA", "ed", [name: .list([.text("exp")])])
        #expect(try await forge.fault(of: forge.token(header)) == .criticalHeader)
    }

    @Test func issuerSubjectAndAudienceMustBeRight() async throws {
        let forge = try Forge()
        let elsewhere = ClaimValue.text("elsewhere")
        let two = ClaimValue.list([.text(MachineToken.audience), elsewhere])
        let wrong: [(String, ClaimValue?, TokenFault)] = [
            ("iss", elsewhere, .issuer), ("iss", nil, .missingClaim), ("iss", .number(1), .missingClaim),
            ("sub", elsewhere, .subject), ("sub", nil, .missingClaim),
            ("aud", elsewhere, .audience), ("aud", nil, .audience), ("aud", two, .audience),
            ("aud", .list([]), .audience), ("aud", .text("onematter-api"), .audience),
        ]
        for (name, value, fault) in wrong {
            let token = try await forge.token(Forge.header("EdDSA", "ed"), Forge.claims([name: value]))
            #expect(try await forge.fault(of: token) == fault, "\(name): \(String(describing: value))")
        }
    }

    @Test func livesShortlyAndNow() async throws {
        let forge = try Forge()
        let now = Double(Forge.now.milliseconds / 1_000)
        let times: [(from: Double, until: Double, fault: TokenFault?)] = [
            (now, now + 600, nil), (now, now + 601, .lifetime), (now - 300, now - 29, nil),
            (now - 300, now - 30, .expired), (now + 30, now + 100, nil), (now + 31, now + 100, .notYet),
            (now + 10, now + 10, .lifetime), (now + 20, now + 10, .lifetime), (-1, now + 10, .missingClaim),
            (now, 1e300, .missingClaim),
        ]
        for time in times {
            let claims = Forge.claims(["iat": .number(time.from), "exp": .number(time.until)])
            let token = try await forge.token(Forge.header("EdDSA", "ed"), claims)
            #expect(try await forge.fault(of: token) == time.fault, "\(time)")
        }
        for name in ["iat", "exp"] {
            for value in [nil, ClaimValue.text("1772416800")] {
                let token = try await forge.token(Forge.header("EdDSA", "ed"), Forge.claims([name: value]))
                #expect(try await forge.fault(of: token) == .missingClaim)
            }
        }
        let later = try await forge.token(Forge.header("EdDSA", "ed"), Forge.claims(["nbf": .number(now + 60)]))
        #expect(try await forge.fault(of: later) == .notYet)
    }

    @Test func isNumbered() async throws {
        let forge = try Forge()
        let numbers: [(ClaimValue?, TokenFault)] = [
            (nil, .missingClaim), (.text(""), .missingClaim), (.number(1), .missingClaim), (.text("short"), .malformed),
            (.text(String(repeating: "x", count: 201)), .malformed), (.text("0123456789abcde\0"), .malformed),
        ]
        for (number, fault) in numbers {
            let token = try await forge.token(Forge.header("EdDSA", "ed"), Forge.claims(["jti": number]))
            #expect(try await forge.fault(of: token) == fault)
        }
    }

    @Test func refusesWhatIsNoToken() async throws {
        let forge = try Forge()
        let token = try await forge.token()
        for text in ["", "a.b", "a.b.c", "..", token + ".", token + "=", " " + token, "W10.W10.W10"] {
            #expect(try await forge.fault(of: text) == .malformed, "\(text)")
        }
        let large = Forge.claims(["pad": .text(String(repeating: "x", count: 8_192))])
        #expect(try await forge.fault(of: forge.token(Forge.header("EdDSA", "ed"), large)) == .oversized)
    }

    @Test func registersPublicKeysOfUseOnly() throws {
        let forge = try Forge()
        func fault(_ keys: [[String: ClaimValue]]) -> TokenFault? {
            do throws(TokenFault) {
                _ = try MachineToken.keys(.object(["keys": .list(keys.map { .object($0) })]))
                return nil
            } catch {
                return error
            }
        }
        func key(_ changes: [String: ClaimValue?]) -> [String: ClaimValue] {
            var key = forge.edJWK
            for (name, value) in changes { key[name] = value }
            return key
        }
        #expect(fault([forge.edJWK, forge.ecJWK, Samples.rsaJWK]) == nil)
        #expect(fault([]) == .malformed)
        #expect(fault([forge.edJWK, forge.edJWK]) == .malformed)
        #expect(fault([key(["kid": nil])]) == .malformed)
        #expect(fault([key(["x": .text("?")])]) == .malformed)
        #expect(fault([key(["d": .text("AAAA")])]) == .keyMismatch)
        #expect(fault([key(["use": .text("enc")])]) == .keyMismatch)
        #expect(fault([key(["crv": .text("X25519")])]) == .keyMismatch)
        #expect(fault([["kty": .text("oct"), "kid": .text("s"), "k": .text("AAAA")]]) == .keyMismatch)
        #expect(fault([forge.ecJWK.merging(["crv": .text("P-384")]) { $1 }]) == .keyMismatch)
        let short = Base64URL.encode([UInt8](repeating: 255, count: 128))
        #expect(fault([Samples.rsaJWK.merging(["n": .text(short)]) { $1 }]) == .weakKey)
    }

    @Test func aClientIsToldByItsBeginning() {
        for id in ["client:tax", "client:tax-3306.example_1"] { #expect(MachineToken.isClient(id)) }
        for id in ["", "client:", "client:x", "tax", "client:Tax", "client:a b", "client:ab\n", "Client:tax"] {
            #expect(!MachineToken.isClient(id), "\(id)")
        }
    }
}
