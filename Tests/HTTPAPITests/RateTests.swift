import Foundation
import MatterCore
import NIOCore
import Synchronization
import Testing

@testable import HTTPAPI

@Suite struct RateTests {
    /// A clock that moves when told.
    private final class Clock: Sendable {
        private let nanoseconds = Mutex<Int64>(0)
        func pass(seconds: Double) { nanoseconds.withLock { $0 += Int64(seconds * 1e9) } }
        var read: @Sendable () -> Int64 { { self.nanoseconds.withLock { $0 } } }
    }

    private func rule(_ text: String) throws -> RateRule { try #require(RateRule(text)) }

    @Test func letsABurstThroughAndThenOneAnInterval() throws {
        let clock = Clock()
        let meter = RateMeter(try rule("60/3"), clock: clock.read)
        #expect(meter.take("a") == .allowed(remaining: 2))
        #expect(meter.take("a") == .allowed(remaining: 1))
        #expect(meter.take("a") == .allowed(remaining: 0))
        #expect(meter.take("a") == .refused(wait: 1_000_000_000))
        #expect(meter.take("b") == .allowed(remaining: 2))
        clock.pass(seconds: 0.5)
        #expect(meter.take("a") == .refused(wait: 500_000_000))
        clock.pass(seconds: 0.5)
        #expect(meter.take("a") == .allowed(remaining: 0))
        clock.pass(seconds: 3_600)
        #expect(meter.take("a") == .allowed(remaining: 2))
    }

    @Test func overAnHourNobodyGetsMoreThanTheRule() throws {
        let clock = Clock()
        let meter = RateMeter(try rule("60/10"), clock: clock.read)
        var allowed = 0
        for _ in 0..<36_000 {
            if case .allowed = meter.take("a") { allowed += 1 }
            clock.pass(seconds: 0.1)
        }
        #expect((3_600...3_610).contains(allowed))
    }

    @Test func remembersABoundedCrowd() throws {
        let clock = Clock()
        let meter = RateMeter(try rule("1/1"), capacity: 100, clock: clock.read)
        _ = meter.take("first")
        for number in 0..<10_000 {
            _ = meter.take("\(number)")
            // Whoever keeps coming is not forgotten.
            if number < 40 { #expect(meter.take("first") != .allowed(remaining: 0)) }
        }
        #expect(meter.count <= 100)
    }

    @Test(arguments: ["", "1", "0/1", "1/0", "-1/5", "a/b", "1/2/3", "1000001/1", "60/ 3"])
    func refusesWhatIsNoRule(_ text: String) { #expect(RateRule(text) == nil) }

    @Test func onlyOurOwnProxyIsBelievedAboutAddresses() throws {
        let peer = try SocketAddress(ipAddress: "10.0.0.9", port: 1)
        let trusting = ClientAddress(trustedProxies: ["10.0.0.9", "10.0.0.8"])
        #expect(ClientAddress().find(peer: peer, forwarded: ["203.0.113.7"]) == "10.0.0.9")
        #expect(trusting.find(peer: peer, forwarded: ["203.0.113.7"]) == "203.0.113.7")
        #expect(trusting.find(peer: peer, forwarded: ["198.51.100.1, 203.0.113.7, 10.0.0.8"]) == "203.0.113.7")
        #expect(trusting.find(peer: peer, forwarded: ["198.51.100.1", "203.0.113.7"]) == "203.0.113.7")
        #expect(trusting.find(peer: peer, forwarded: ["nonsense"]) == "10.0.0.9")
        #expect(trusting.find(peer: peer, forwarded: []) == "10.0.0.9")
        #expect(ClientAddress.caller("2001:db8:0:1::1") == ClientAddress.caller("2001:db8:0:1:ffff::2"))
        #expect(ClientAddress.caller("2001:db8:0:1::1") != ClientAddress.caller("2001:db8:0:2::1"))
        #expect(ClientAddress.caller("::ffff:192.0.2.1") == ClientAddress.caller("192.0.2.1"))
    }

    @Test func aPrincipalAndAnAddressHaveTheirShares() async throws {
        var settings = HTTPSettings()
        settings.rates.principal = try rule("1/3")
        settings.rates.anonymous = try rule("1/2")
        try await atSite(settings) { site in
            let judge = try await site.judge
            for _ in 0..<3 { try await judge.get("/v1/me").expect(200) }
            let refused = try await judge.get("/v1/me").expect(429, "too-many-requests")
            #expect(refused.headers["retry-after"].flatMap(Int.init).map { (1...180).contains($0) } == true)
            #expect(refused.headers["ratelimit"]?.hasPrefix(#""principal";r=0;t="#) == true)
            #expect(refused.headers["ratelimit-policy"] == #""principal";q=3;w=180"#)
            // Somebody else at the same address is not held back.
            let other = try await site.administrator.get("/v1/me").expect(200)
            #expect(other.headers["ratelimit"]?.contains("r=2") == true)
            // What shows no token counts together, wherever it goes.
            try await site.nobody.get("/healthz").expect(200)
            try await site.nobody.get("/nothing").expect(404)
            try await site.nobody.get("/v1/me").expect(429)
            try await site.administrator.get("/v1/me").expect(200)
        }
    }

    @Test func anAddressHasALimitWhoeverItSays() async throws {
        var settings = HTTPSettings()
        settings.rates.address = try rule("1/4")
        try await atSite(settings) { site in
            for name in ["a", "b", "c"] {
                try await site.person(.judge, "COURT-330603", name).get("/v1/me").expect(200)
            }
            try await Person(port: site.port, token: "junk", id: "").get("/v1/me").expect(401)
            try await site.judge.get("/v1/me").expect(429)
        }
    }
}
