import Foundation
import Identity
import JWTKit
import MatterCore
import Testing

@testable import HTTPAPI

@Suite struct TokenTests {
    private func inFolder(_ body: (String, TokenKey) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "onematter-key-\(UUID().uuidString)").path
        try await body(folder, try await TokenKey(directory: folder))
        try FileManager.default.removeItem(atPath: folder)
    }

    private func token(_ key: TokenKey, lifetime: TimeInterval = 60) async throws -> String {
        try await key.issue(role: .judge, organisation: "COURT-1", name: "王 法官", at: Date(), lifetime: lifetime)
    }

    private func base64(_ text: String) -> String {
        Data(text.utf8).base64EncodedString().replacing("=", with: "").replacing("+", with: "-").replacing(
            "/", with: "_")
    }

    @Test func saysWhoItIs() async throws {
        try await inFolder { _, key in
            let claims = try #require(try await key.claims(of: token(key)))
            #expect(claims.sub.value == "judge:COURT-1:王-法官")
            #expect(claims.role == .judge && claims.org == "COURT-1" && claims.name == "王 法官")
        }
    }

    @Test func theKeyIsForTheOwnerAloneAndStays() async throws {
        try await inFolder { folder, key in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/signing-key.pem")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let again = try await TokenKey(directory: folder)
            #expect(try await again.claims(of: token(key)) != nil)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["signing-key.pem"])
        }
    }

    @Test func manyFirstStartsMakeOneKey() async throws {
        try await inFolder { folder, _ in
            try FileManager.default.removeItem(atPath: "\(folder)/signing-key.pem")
            let keys = try await withThrowingTaskGroup(of: TokenKey.self) { group in
                for _ in 0..<8 { group.addTask { try await TokenKey(directory: folder) } }
                return try await group.reduce(into: [TokenKey]()) { $0.append($1) }
            }
            let made = try await token(keys[0])
            for key in keys { #expect(await key.claims(of: made) != nil) }
        }
    }

    @Test func refusesWhatWasAltered() async throws {
        try await inFolder { _, key in
            let parts = try await token(key).split(separator: ".").map(String.init)
            let payload = try #require(
                Data(base64Encoded: parts[1] + String(repeating: "=", count: (4 - parts[1].count % 4) % 4)))
            let operatorPayload = base64(String(decoding: payload, as: UTF8.self).replacing("judge", with: "operator"))
            #expect(await key.claims(of: "\(parts[0]).\(operatorPayload).\(parts[2])") == nil)
            #expect(await key.claims(of: "\(parts[0]).\(parts[1]).") == nil)
            #expect(await key.claims(of: "\(parts[0]).\(parts[1])") == nil)
            #expect(await key.claims(of: "") == nil)
        }
    }

    /// Every signature here holds: it is the word in the header that is wrong.
    @Test(arguments: ["none", "None", "HS256", "ES256", "eddsa"])
    func refusesAnotherAlgorithm(_ algorithm: String) async throws {
        try await inFolder { folder, key in
            let payload = try #require(try await token(key).split(separator: ".").dropFirst().first)
            let pem = try String(contentsOfFile: "\(folder)/signing-key.pem", encoding: .utf8)
            let signer = try await JWTKeyCollection().add(eddsa: try EdDSA.PrivateKey(pem: pem)).getKey()
            func signed(_ header: String) throws -> String {
                let text = "\(base64(header)).\(payload)"
                return text + "." + Base64URL.encode([UInt8](try signer.sign(Array(text.utf8))))
            }
            #expect(try await key.claims(of: signed(#"{"alg":"EdDSA","typ":"JWT"}"#)) != nil)
            #expect(try await key.claims(of: signed(#"{"alg":"\#(algorithm)","typ":"JWT"}"#)) == nil)
            #expect(try await key.claims(of: signed(#"{"alg":"EdDSA","typ":"JWT","crit":["exp"]}"#)) == nil)
            #expect(await key.claims(of: "\(base64(#"{"alg":"\#(algorithm)"}"#)).\(payload).") == nil)
        }
    }

    @Test func refusesTheKeyFileTakenForASharedSecret() async throws {
        try await inFolder { folder, key in
            let text = try String(contentsOfFile: "\(folder)/signing-key.pem", encoding: .utf8)
            let pem = try EdDSA.PrivateKey(pem: text).publicKey.pemRepresentation
            let forged = try await JWTKeyCollection().add(hmac: HMACKey(from: pem), digestAlgorithm: .sha256).sign(
                claims())
            #expect(await key.claims(of: forged) == nil)
        }
    }

    @Test func refusesAnotherKeyIssuerAudienceAndTime() async throws {
        try await inFolder { folder, key in
            try await inFolder { _, other in
                let foreign = try await token(other)
                #expect(await key.claims(of: foreign) == nil)
            }
            #expect(try await key.claims(of: token(key, lifetime: -1)) == nil)
            let text = try String(contentsOfFile: "\(folder)/signing-key.pem", encoding: .utf8)
            let signer = await JWTKeyCollection().add(eddsa: try EdDSA.PrivateKey(pem: text))
            #expect(try await key.claims(of: signer.sign(claims())) != nil)
            #expect(try await key.claims(of: signer.sign(claims(issuer: "other"))) == nil)
            #expect(try await key.claims(of: signer.sign(claims(audience: "other"))) == nil)
        }
    }

    private func claims(issuer: String = "onematter", audience: String = "onematter-api") -> TokenClaims {
        TokenClaims(
            iss: .init(value: issuer), aud: .init(value: [audience]), sub: "x", name: "x", role: .judge, org: "COURT-1",
            iat: .init(value: Date()), exp: .init(value: Date().addingTimeInterval(60)))
    }
}
