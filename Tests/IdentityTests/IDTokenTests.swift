import Foundation
import JWTKit
import MatterCore
import Testing

@testable import Identity

/// The provider's word is believed after every check, and each check alone refuses it.
@Suite struct IDTokenTests {
    private static let attempt = SingleSignOnAttempt()
    private static let seconds = Double(Forge.now.milliseconds / 1_000)

    private static func settings(_ algorithms: Set<SignatureAlgorithm> = [.edDSA, .es256]) -> SingleSignOnSettings {
        var settings = SingleSignOnSettings(
            issuer: "https://id.example.org", client: "onematter",
            callback: "https://onematter.example.org/v1/sso/callback", mapping: ClaimMapping())
        settings.algorithms = algorithms
        return settings
    }

    private static func claims(_ changes: [String: ClaimValue?] = [:]) -> [String: ClaimValue] {
        var claims: [String: ClaimValue] = [
            "iss": .text("https://id.example.org"), "aud": .text("onematter"), "sub": .text("s-1"),
            "iat": .number(seconds - 5), "exp": .number(seconds + 300), "nonce": .text(attempt.nonce),
        ]
        for (name, value) in changes { claims[name] = value }
        return claims
    }

    private static func fault(
        _ text: String, _ forge: Forge, settings: SingleSignOnSettings = settings(), at now: Instant = Forge.now
    ) async throws -> TokenFault? {
        let keys = try KeySet(published: [UInt8](try JSONEncoder().encode(forge.keys)))
        do throws(TokenFault) {
            _ = try await IDToken(try SignedToken(text), keys: keys, settings: settings, attempt: attempt, at: now)
            return nil
        } catch {
            return error
        }
    }

    private static func fault(_ changes: [String: ClaimValue?]) async throws -> TokenFault? {
        let forge = try Forge()
        return try await fault(forge.token(Forge.header("EdDSA", "ed"), claims(changes)), forge)
    }

    @Test func aGoodTokenIsBelieved() async throws {
        let forge = try Forge()
        let curve = await JWTKeyCollection().add(ecdsa: forge.ecKey)
        let good = Self.claims()
        #expect(try await Self.fault(forge.token(Forge.header("EdDSA", "ed"), good), forge) == nil)
        #expect(try await Self.fault(forge.token(Forge.header("ES256", "ec"), good, by: curve), forge) == nil)
        #expect(try await Self.fault(["azp": .text("onematter"), "aud": .list([.text("onematter")])]) == nil)
    }

    @Test(arguments: ["none", "None", "HS256", "RS256", "PS256", "ES384", "eddsa", ""])
    func refusesWhatTheConfigurationDoesNotAllow(_ algorithm: String) async throws {
        let forge = try Forge()
        // Signed well enough for whoever believes the header: by the key itself, and with the public key as a secret.
        let secret = await JWTKeyCollection().add(
            hmac: HMACKey(from: forge.edKey.publicKey.pemRepresentation), digestAlgorithm: .sha256)
        for signer in [nil, secret] {
            let token = try await forge.token(Forge.header(algorithm, "ed"), Self.claims(), by: signer)
            #expect(try await Self.fault(token, forge) == .algorithm)
            let unsigned = token.split(separator: ".").dropLast().joined(separator: ".") + "."
            #expect(try await Self.fault(unsigned, forge) == .algorithm)
        }
    }

    @Test func refusesOtherKeysAndKeysOfAnotherKind() async throws {
        let forge = try Forge()
        let stranger = try Forge()
        #expect(try await Self.fault(stranger.token(Forge.header("EdDSA", "ed"), Self.claims()), forge) == .signature)
        #expect(try await Self.fault(forge.token(Forge.header("EdDSA", "ec"), Self.claims()), forge) == .keyMismatch)
        #expect(try await Self.fault(forge.token(Forge.header("ES256", "ed"), Self.claims()), forge) == .keyMismatch)
        #expect(try await Self.fault(forge.token(Forge.header("EdDSA", "gone"), Self.claims()), forge) == .unknownKey)
        let own = Forge.header("EdDSA", "ed", ["jwk": .object(stranger.edJWK)])
        #expect(try await Self.fault(stranger.token(own, Self.claims()), forge) == .signature)
        let bare = try await forge.token(Forge.header("ES256", "ec"), Self.claims())
        #expect(try await Self.fault(bare, forge, settings: Self.settings([.edDSA])) == .algorithm)
    }

    @Test(arguments: ["crit", "b64", "zip", "enc", "cty"])
    func refusesWishesInTheHeader(_ name: String) async throws {
        let forge = try Forge()
        let header = Forge.header("EdDSA", "ed", [name: .list([.text("exp")])])
        #expect(try await Self.fault(forge.token(header, Self.claims()), forge) == .criticalHeader)
    }

    @Test func isFromTheProviderAndForUsAlone() async throws {
        for value in [nil, ClaimValue.text("https://id.example.org/"), .text("https://evil.example"), .number(1)] {
            let fault = try await Self.fault(["iss": value])
            #expect(fault == (value?.text == nil ? .missingClaim : .issuer))
        }
        for value in [
            nil, ClaimValue.text("another"), .list([]), .list([.text("onematter"), .text("another")]),
            .list([.text("onematter"), .number(1)]), .text("Onematter"),
        ] {
            #expect(try await Self.fault(["aud": value]) == .audience)
        }
        for value in [ClaimValue.text("another"), .list([.text("onematter")]), .null] {
            #expect(try await Self.fault(["azp": value]) == .authorisedParty)
        }
    }

    @Test func isFreshAndInForce() async throws {
        let now = Self.seconds
        #expect(try await Self.fault(["exp": .number(now - 59)]) == nil)
        #expect(try await Self.fault(["exp": .number(now - 60)]) == .expired)
        #expect(try await Self.fault(["iat": .number(now + 60)]) == nil)
        #expect(try await Self.fault(["iat": .number(now + 61)]) == .notYet)
        #expect(try await Self.fault(["nbf": .number(now + 61)]) == .notYet)
        #expect(try await Self.fault(["iat": .number(now - 360)]) == nil)
        #expect(try await Self.fault(["iat": .number(now - 361)]) == .lifetime)
        for name in ["iat", "exp"] {
            for value in [nil, ClaimValue.text("1772416800"), .number(.infinity), .number(-1)]
            where value != .number(.infinity) {
                #expect(try await Self.fault([name: value]) == .missingClaim)
            }
        }
    }

    @Test func theSignInAtTheProviderIsNoOlderThanAsked() async throws {
        let forge = try Forge()
        var settings = Self.settings()
        settings.maxAge = 600
        for (value, fault) in [
            (nil, TokenFault.missingClaim), (ClaimValue.number(Self.seconds - 661), .lifetime),
            (.number(Self.seconds - 660), nil),
        ] as [(ClaimValue?, TokenFault?)] {
            let token = try await forge.token(Forge.header("EdDSA", "ed"), Self.claims(["auth_time": value]))
            #expect(try await Self.fault(token, forge, settings: settings) == fault)
        }
    }

    @Test func answersThisAttemptAndNamesASubject() async throws {
        #expect(try await Self.fault(["nonce": nil]) == .missingClaim)
        #expect(try await Self.fault(["nonce": .text(SingleSignOnAttempt().nonce)]) == .nonce)
        #expect(try await Self.fault(["nonce": .text(Self.attempt.state)]) == .nonce)
        #expect(try await Self.fault(["sub": nil]) == .missingClaim)
        for subject in ["a b", "人", String(repeating: "x", count: 256), "a\u{7F}"] {
            #expect(try await Self.fault(["sub": .text(subject)]) == .subject)
        }
    }

    @Test func userInfoIsAboutTheSameSubject() async throws {
        let forge = try Forge()
        let keys = try KeySet(published: [UInt8](try JSONEncoder().encode(forge.keys)))
        let token = try await IDToken(
            try SignedToken(try await forge.token(Forge.header("EdDSA", "ed"), Self.claims())), keys: keys,
            settings: Self.settings(), attempt: Self.attempt, at: Forge.now)
        let more = Claims(["sub": .text("s-1"), "iss": .text("other"), "groups": .list([.text("g")])])
        let joined = try token.joined(with: more)
        #expect(joined["groups"]?.texts == ["g"] && joined["iss"] == .text("https://id.example.org"))
        for subject in [nil, ClaimValue.text("s-2"), .null] {
            #expect(throws: TokenFault.subject) {
                _ = try token.joined(with: Claims(["sub": subject].compactMapValues { $0 }))
            }
        }
    }
}
