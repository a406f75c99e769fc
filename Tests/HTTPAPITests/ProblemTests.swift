import MatterCore
import Testing

@testable import HTTPAPI

/// Every class of error, as a problem with a stable code.
@Suite struct ProblemTests {
    @Test func whatTheAdapterRefuses() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let matter = try await judge.openMatter()
            let path = "/v1/matters/\(matter)"

            try await judge.get("/v1/nothing").expect(404, "not-found")
            try await judge.get("/v1/matters/x").expect(404, "not-found")
            try await judge.get("/v1/matters/01").expect(404, "not-found")
            try await judge.get("/v1/matters/99999999999999999999").expect(404, "not-found")
            try await judge.get("/v1/matters/999").expect(404, "matter-not-found")
            try await judge.get("\(path)/duties/999").expect(404, "assignment-not-found")
            let wrong = try await judge.send("DELETE", path).expect(405, "method-not-allowed")
            #expect(wrong.headers["allow"] == "GET, HEAD")
            try await judge.send("PATCH", "/v1/matters").expect(405, "method-not-allowed")

            try await judge.get("/v1/matters?limit=0").expect(400, "bad-request")
            try await judge.get("/v1/matters?limit=many").expect(400, "bad-request")
            try await judge.get("/v1/matters?open=yes").expect(400, "bad-request")
            try await judge.get("/v1/matters?sort=oldest").expect(400, "bad-request")
            try await judge.get("/v1/matters?track=fast&track=fast").expect(400, "bad-request")
            let unknown = try await judge.get("/v1/matters?colour=red").expect(400, "bad-request")
            #expect(try unknown.text(at: "/errors/0/pointer") == "?colour")

            let track = #"{"track":"fast","reason":"少"}"#
            let json = ["Content-Type": "application/json", "If-Match": "\"1\"", "Idempotency-Key": "k"]
            func post(_ body: String, _ change: [String: String] = [:], without: String? = nil) async throws -> Answer {
                let headers = json.merging(change) { $1 }.filter { $0.key != without }
                return try await judge.send("POST", "\(path)/tracks", headers, Array(body.utf8))
            }
            try await post(track, without: "Idempotency-Key").expect(400, "idempotency-key-missing")
            try await post(track, ["Idempotency-Key": "a b"]).expect(400, "idempotency-key-missing")
            try await post(track, without: "If-Match").expect(428, "if-match-missing")
            for header in ["*", "1", "W/\"1\"", "\"x\"", "\"1\", \"2\"", "\"-1\"", "\"+1\"", "\"01\""] {
                try await post(track, ["If-Match": header]).expect(400, "if-match-malformed")
            }
            try await post(track, without: "Content-Type").expect(415, "unsupported-media-type")
            try await post(track, ["Content-Type": "text/plain"]).expect(415, "unsupported-media-type")
            try await post("", [:]).expect(400, "malformed-json")
            try await post("{", [:]).expect(400, "malformed-json")
            try await post(#"{"track":"fast","track":"fast","reason":"x"}"#).expect(400, "duplicate-key")
            try await post(String(repeating: "[", count: 100)).expect(400, "too-deep")
            let faulty = try await post(#"{"track":1,"reason":"\#(String(repeating: "长", count: 4_001))","Reason":""}"#)
            try faulty.expect(400, "bad-request")
            let found = try faulty.json["errors"]?.elements.compactMap { $0["code"]?.text }
            #expect(found == ["wrong-type", "too-long", "unknown-field"])
            try await post(#"{"track":"fast","reason":"\#(String(repeating: "x", count: 300_000))"}"#)
                .expect(413, "too-large")
        }
    }

    @Test func whatTheCoreRefuses() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let path = "/v1/matters/\(try await judge.openMatter())"
            let code = try await judge.act("/v1/matters", Bodies.open(2).replacing("9133", with: "9233")).expect(422)
            #expect(try code.text(at: "/errors/0/pointer") == "/creditCode")
            let early = try await judge.act("\(path)/tracks", #"{"track":"fast","reason":"少"}"#, version: 1)
            try early.expect(409, "not-accepted")
            #expect(try early.text(at: "/detailZh")?.isEmpty == false)
            #expect(try early.text(at: "/instance") == early.headers["x-request-id"])
            let unit = try await site.person(.agency, "TAX-330603")
            let forbidden = try await unit.act("\(path)/tracks", #"{"track":"fast","reason":"少"}"#, version: 1)
            try forbidden.expect(403, "role-may-not")
        }
    }

    @Test func whoHasNoToken() async throws {
        try await atSite { site in
            let answer = try await site.nobody.get("/v1/me").expect(401, "token-missing")
            #expect(answer.headers["www-authenticate"] == "Bearer")
            try await site.nobody.send("GET", "/v1/me", ["Authorization": "Basic x"]).expect(401, "token-missing")
            try await site.nobody.send("GET", "/v1/me", ["Authorization": "Bearer x.y.z"]).expect(401, "token-invalid")
            // A token of our own for an organisation that there is not.
            try await site.person(.judge, "COURT-0").get("/v1/me").expect(401, "token-invalid")
            // Without a token nothing is said about what exists.
            try await site.nobody.act("/v1/matters/1/tracks", "nonsense").expect(401, "token-missing")
        }
    }
}
