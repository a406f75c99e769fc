import Foundation
import JWTKit
import MatterCore
import Testing

@testable import HTTPAPI

/// An agency's system over sockets: registered by the operator, good for one request a token.
@Suite struct MachineJourneyTests {
    private struct Claims: JWTPayload {
        var iss = "client:tax-sample"
        var sub = "client:tax-sample"
        var aud = "onematter-machine"
        var iat: Int64
        var exp: Int64
        var jti = UUID().uuidString

        init(at now: Instant, life: Int64 = 300) {
            iat = now.milliseconds / 1_000
            exp = iat + life
        }

        func verify(using algorithm: some JWTAlgorithm) throws {}
    }

    private struct System {
        let key: EdDSA.PrivateKey
        let signer: JWTKeyCollection

        init() async throws {
            key = try EdDSA.PrivateKey()
            signer = await JWTKeyCollection().add(eddsa: key, kid: "one")
        }

        var point: String {
            key.publicKey.rawRepresentation.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
                .replacing("=", with: "")
        }

        func registration(
            organisation: String = "TAX-330603", id: String = "client:tax-sample", more: String = ""
        ) -> String {
            """
            {"id":"\(id)","name":"示例税务系统","organisation":"\(organisation)",
            "keys":{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"one","x":"\(point)"\(more)}]}}
            """
        }

        func token(_ claims: Claims) async throws -> String { try await signer.sign(claims, kid: "one") }
    }

    private func person(_ site: Site, _ token: String) -> Person { Person(port: site.port, token: token, id: "") }

    @Test func aTokenSpeaksForTheUnitAndIsGoodOnce() async throws {
        try await atSite { site in
            let system = try await System()
            let `operator` = try await site.signedIn("operator")
            let early = try await system.token(Claims(at: site.clock.now))
            try await person(site, early).get("/v1/me").expect(401, "token-invalid")
            try await `operator`.act("/v1/machine-clients", system.registration()).expect(201)

            // Refused before it was registered, and not used up by that.
            let me = try await person(site, early).get("/v1/me").expect(200)
            #expect(try me.text(at: "/id") == "client:tax-sample" && me.text(at: "/role") == "agency")
            #expect(try me.text(at: "/organisation/id") == "TAX-330603")
            try await person(site, early).get("/v1/me").expect(401, "token-invalid")
            let many = try await system.token(Claims(at: site.clock.now))
            let answers = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await person(site, many).get("/v1/me").status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(answers.sorted() == [200] + Array(repeating: 401, count: 7))

            // What belongs to people is not for machines.
            let own = try await system.token(Claims(at: site.clock.now))
            try await person(site, own).get("/v1/machine-clients").expect(403, "session-required")

            let reason = #"{"reason":"示例停用"}"#
            let path = "/v1/machine-clients/client:tax-sample/disablement"
            try await `operator`.act(path, reason).expect(204)
            try await `operator`.act(path, reason).expect(404, "machine-client-not-found")
            let late = try await system.token(Claims(at: site.clock.now))
            try await person(site, late).get("/v1/me").expect(401, "token-invalid")
            let list = try await `operator`.get("/v1/machine-clients").expect(200)
            #expect(try list.text(at: "/items/0/disabledAt") != nil)
        }
    }

    @Test func refusesOldForeignAndForgedTokens() async throws {
        try await atSite { site in
            let system = try await System()
            try await site.signedIn("operator").act("/v1/machine-clients", system.registration()).expect(201)
            let now = site.clock.now
            var claims: [Claims] = []
            for change: (inout Claims) -> Void in [
                { $0.aud = "onematter-api" }, { $0.sub = "client:other" }, { $0.iss = "client:other" },
                { $0.iss = "client:tax-sample\0" }, { $0.jti = "short" }, { $0.exp = $0.iat + 601 },
                {
                    $0.iat -= 400; $0.exp -= 400
                }, { $0.iat += 60 },
            ] {
                var wrong = Claims(at: now)
                change(&wrong)
                claims.append(wrong)
            }
            for wrong in claims {
                try await person(site, system.token(wrong)).get("/v1/me").expect(401, "token-invalid")
            }
            // Another system with the same words.
            let stranger = try await System()
            try await person(site, stranger.token(Claims(at: now))).get("/v1/me").expect(401, "token-invalid")
            let good = try await system.token(Claims(at: now))
            site.clock.advance(seconds: 331)
            try await person(site, good).get("/v1/me").expect(401, "token-invalid")
            try await person(site, system.token(Claims(at: site.clock.now))).get("/v1/me").expect(200)
        }
    }

    @Test func onlyTheOperatorRegistersAndOnlyPublicKeysOfUnits() async throws {
        try await atSite { site in
            let system = try await System()
            try await site.signedIn("judge-330603").act("/v1/machine-clients", system.registration())
                .expect(403, "role-may-not")
            try await site.signedIn("tax-330603").get("/v1/machine-clients").expect(403, "role-may-not")
            let `operator` = try await site.signedIn("operator")
            try await `operator`.act("/v1/machine-clients", system.registration(more: #","d":"AAAA""#)).expect(400)
            for id in ["tax-sample-1", "client:Tax", "client: tax"] {
                try await `operator`.act("/v1/machine-clients", system.registration(id: id))
                    .expect(422, "machine-client-id-wrong")
            }
            try await `operator`.act("/v1/machine-clients", system.registration(more: #","use":"enc""#))
                .expect(422, "machine-keys-wrong")
            for organisation in ["COURT-330603", "NOWHERE"] {
                try await `operator`.act("/v1/machine-clients", system.registration(organisation: organisation))
                    .expect(422, "machine-client-of-unit")
            }
            #expect(try await `operator`.get("/v1/machine-clients").expect(200).json.at("/items")?.elements == [])
            try await `operator`.act("/v1/machine-clients", system.registration()).expect(201)
            try await `operator`.act("/v1/machine-clients", system.registration())
                .expect(409, "machine-client-exists")
        }
    }
}
