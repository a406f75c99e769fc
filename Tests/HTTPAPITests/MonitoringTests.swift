import Foundation
import Testing

@testable import HTTPAPI

@Suite struct MonitoringTests {
    @Test func whoRunsTheServerNeedsNoToken() async throws {
        try await atSite { site in
            let nobody = site.nobody
            try await nobody.get("/healthz").expect(200)
            try await nobody.get("/readyz").expect(200)
            #expect(try await nobody.get("/openapi.json").expect(200).body == Contract.shared.text)
            _ = try await site.judge.openMatter()
            try await nobody.get("/v1/matters/1").expect(401)
            let metrics = try await nobody.get("/metrics").expect(200).text
            #expect(
                metrics.contains(#"onematter_http_requests_total{method="POST",route="/v1/matters",status="201"} 1"#))
            #expect(metrics.contains(#"route="/v1/matters/{matter}",status="401"} 1"#))
            #expect(metrics.contains("onematter_pool_in_use 0"))
            #expect(!metrics.contains("/v1/matters/1"))
        }
    }

    @Test func withoutItsDatabaseItLivesButIsNotReady() async throws {
        try await atSite { site in
            let judge = try await site.judge
            await site.loseDatabase()
            try await judge.get("/healthz").expect(200)
            for path in ["/readyz", "/v1/me", "/v1/matters"] {
                let answer = try await judge.get(path).expect(503, "busy")
                #expect(answer.headers["retry-after"] == "1")
            }
            try await judge.act("/v1/matters", Bodies.open(1)).expect(503, "busy")
        }
    }

    @Test func everyAnswerCarriesTheHeaders() async throws {
        try await atSite { site in
            let judge = try await site.judge
            for answer in [
                try await judge.get("/v1/me"), try await judge.get("/nothing"), try await judge.send("PUT", "/v1/me"),
            ] {
                #expect(answer.headers["x-content-type-options"] == "nosniff")
                #expect(answer.headers["cache-control"] == "no-store")
                #expect(answer.headers["content-security-policy"]?.contains("default-src 'none'") == true)
                #expect(answer.headers["x-request-id"]?.isEmpty == false)
            }
            let head = try await judge.send("HEAD", "/v1/me")
            #expect(head.status == 200 && head.body.isEmpty)
        }
    }

    @Test func theCatalogueHasItsNumbers() async throws {
        try await atSite { site in
            let judge = try await site.judge
            #expect(try await judge.get("/v1/agencies").expect(200).json["items"]?.elements.count == 27)
            let duties = try await judge.get("/v1/duties").expect(200).json["items"]?.elements ?? []
            #expect(duties.count == 47)
            #expect(duties.allSatisfy { $0["basis"]?["provenance"]?.text?.isEmpty == false })
            let workflow = try await judge.get("/v1/workflow").expect(200)
            #expect(try workflow.json["stages"]?.elements.count { $0["isFinal"] == .boolean(false) } == 6)
            let courts = try await judge.get("/v1/organisations?kind=court&region=330603").expect(200)
            #expect(try courts.json["items"]?.elements.compactMap { $0["id"]?.text } == ["COURT-330603"])
        }
    }

    /// A client that keeps its connection and says nothing, and one in the middle of an upload, do not hold the server.
    @Test(.timeLimit(.minutes(1))) func stopsThoughConnectionsAreOpen() async throws {
        let site = try await Site.open()
        let judge = try await site.judge
        let path = "/v1/matters/\(try await judge.openMatter())/attachments?name=a.txt"
        let idle = try Wire(port: site.port)
        try idle.send(Array("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
        _ = try idle.receive()
        let slow = try Wire(port: site.port)
        try slow.send(
            judge.head(
                "POST", path, ["Content-Type": "text/plain", "Idempotency-Key": "k", "Content-Length": "1000"])
                + Array("abc".utf8))
        let start = ContinuousClock.now
        try? await site.stop()
        #expect(ContinuousClock.now - start < .seconds(8))
        #expect(throws: WireError.self) { _ = try Wire(port: site.port) }
        try? await site.close()
    }
}
