import Foundation
import NIOCore
import Testing

@testable import HTTPAPI

@Suite struct HardeningTests {
    @Test func headersLeaveABrowserNothingToDo() async throws {
        try await atSite { site in
            let headers = try await site.judge.get("/v1/me").expect(200).headers
            let policy = try #require(headers["content-security-policy"])
            for part in [
                "default-src 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'none'",
                "frame-ancestors 'none'",
            ] {
                #expect(policy.contains(part))
            }
            #expect(!policy.contains("unsafe"))
            #expect(headers["referrer-policy"] == "no-referrer" && headers["x-frame-options"] == "DENY")
            #expect(headers["cross-origin-opener-policy"] == "same-origin")
            #expect(headers["cross-origin-resource-policy"] == "same-origin")
            #expect(headers["permissions-policy"]?.contains("camera=()") == true)
            #expect(headers["strict-transport-security"] == nil)
            // No other site may read an answer, and nothing names the software.
            #expect(headers["access-control-allow-origin"] == nil && headers["server"] == nil)
        }
        var settings = HTTPSettings()
        settings.isSecure = true
        try await atSite(settings) { site in
            let headers = try await site.judge.get("/v1/me").expect(200).headers
            #expect(headers["strict-transport-security"] == "max-age=31536000; includeSubDomains")
        }
    }

    @Test func boundsTheShapeOfARequest() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let long = String(repeating: "a", count: 9_000)
            try await judge.get("/v1/matters?search=\(long)").expect(414, "address-too-long")
            let many = (0..<100).map { "p\($0)=1" }.joined(separator: "&")
            try await judge.get("/v1/matters?\(many)").expect(400)
            #expect(
                try await judge.get("/v1/matters?\(many)").json.at("/errors/0/code")?.text == "too-many-parameters")
            try await judge.get("/v1/me").expect(200)
            // Refused by the parser of the protocol: no answer, or one that is no success.
            let crowd = Dictionary(uniqueKeysWithValues: (0..<150).map { ("X-\($0)", "1") })
            let wire = try Wire(port: site.port)
            try wire.send(judge.head("GET", "/v1/me", crowd))
            let answer = String(decoding: (try? wire.receive()) ?? [], as: UTF8.self)
            #expect(!answer.hasPrefix("HTTP/1.1 2"), "\(answer)")
        }
    }

    @Test(.timeLimit(.minutes(1))) func closesOnClientsThatDrip() async throws {
        var settings = HTTPSettings()
        settings.patience = Patience.Limits(head: .milliseconds(300), body: .milliseconds(300), leastBytes: 1_000)
        try await atSite(settings) { site in
            let judge = try await site.judge
            let port = site.port
            let body = judge.head(
                "POST", "/v1/matters", ["Content-Type": "application/json", "Content-Length": "5000"])
            try await Wire.blocking {
                // A head that never ends, a body that stops, and a connection that says nothing at all.
                for start in [Array("GET /v1/me HTTP/1.1\r\nHost: x\r\nX-A: ".utf8), body + Array("{\"a".utf8), []] {
                    let wire = try Wire(port: port)
                    try wire.send(start)
                    // Perhaps a last word that it was no good request; then the end, long before the client's patience.
                    let word = String(decoding: try wire.receive(), as: UTF8.self)
                    #expect(word.isEmpty || word.hasPrefix("HTTP/1.1 4"), "\(word)")
                    if !word.isEmpty { #expect(try wire.receive().isEmpty) }
                }
            }
            try await judge.get("/v1/me").expect(200)
        }
    }

    @Test(.timeLimit(.minutes(1))) func servesNoMoreConnectionsThanAllowed() async throws {
        var settings = HTTPSettings()
        settings.mostConnections = 2
        try await atSite(settings) { site in
            let request = Array("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
            let port = site.port
            try await Wire.blocking {
                var held: [Wire] = []
                for _ in 0..<2 {
                    let wire = try Wire(port: port)
                    try wire.send(request)
                    #expect(try !wire.receive().isEmpty)
                    held.append(wire)
                }
                let third = try Wire(port: port, patience: 1)
                try third.send(request)
                #expect(throws: WireError.self) { _ = try third.receive() }
                held.removeFirst()
                // Within 20 seconds, however busy the machine is.
                #expect((0..<20).contains { _ in (try? third.receive())?.isEmpty == false })
                _ = held
            }
        }
    }
}
