import Foundation
import Hummingbird
import Identity
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import SingleSignOn

/// Providers that answer as they should not: what the program takes from them, and how often it asks.
@Suite struct ProviderTests {
    /// A web server that answers whatever a test wants, in the place of a provider.
    private static func at(
        _ answer: @escaping @Sendable (_ path: String, _ port: Int) -> Response, _ body: (Int) async throws -> Void
    ) async throws {
        let found = Mutex(0)
        let router = Router()
        for path: RouterPath in ["/.well-known/openid-configuration", "/k", "/t", "/elsewhere"] {
            router.get(path) { request, _ in answer(request.uri.path, found.withLock { $0 }) }
            router.post(path) { request, _ in answer(request.uri.path, found.withLock { $0 }) }
        }
        let (ports, port) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let group = ServiceGroup(configuration: .init(services: [application], logger: application.logger))
        let running = Task { try await group.run() }
        let number = try #require(await ports.first { _ in true })
        found.withLock { $0 = number }
        do {
            try await body(number)
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await running.value
    }

    private static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private static func description(_ port: Int, _ more: String = "") -> Response {
        let base = "http://127.0.0.1:\(port)"
        return json(
            """
            {"issuer":"\(base)","authorization_endpoint":"\(base)/a","token_endpoint":"\(base)/t","jwks_uri":"\(base)/k"\(more)}
            """)
    }

    private static func settings(_ port: Int) -> SingleSignOnSettings {
        SingleSignOnSettings(
            issuer: "http://127.0.0.1:\(port)", client: "onematter", callback: "http://127.0.0.1/v1/sso/callback",
            mapping: ClaimMapping())
    }

    private static func with(
        _ port: Int, secret: String = "secret", clock: @escaping @Sendable () -> Duration = Provider.systemClock,
        _ body: (Provider) async throws -> Void
    ) async throws {
        let provider = Provider(settings(port), secret: ClientSecret(secret), clock: clock)
        do {
            try await body(provider)
        } catch {
            try await provider.shutdown()
            throw error
        }
        try await provider.shutdown()
    }

    private static let attempt = SingleSignOnAttempt()

    @Test func aDescriptionThatIsWrongIsNotFollowed() async throws {
        let wrong: [@Sendable (Int) -> Response] = [
            { _ in Self.json("not json") },
            { _ in Self.json(#"{"issuer":"https://evil.example"}"#) },
            { port in Self.description(port, #","userinfo_endpoint":"http://evil.example/""#) },
            { port in Response(status: .found, headers: [.location: "http://127.0.0.1:\(port)/elsewhere"]) },
            { port in Self.description(port, #","padding":"\#(String(repeating: "x", count: 300 * 1_024))""#) },
            { _ in Self.json("{}", .internalServerError) },
        ]
        for answer in wrong {
            let asked = Mutex<[String]>([])
            try await Self.at { path, port in
                asked.withLock { $0.append(path) }
                return path == "/elsewhere" ? Self.description(port) : answer(port)
            } _: { port in
                try await Self.with(port) { provider in
                    await #expect(throws: ProviderFault.self) { _ = try await provider.authorization(of: Self.attempt) }
                }
            }
            #expect(asked.withLock { $0 } == ["/.well-known/openid-configuration"])
        }
    }

    @Test func nobodyMakesItAskTooOften() async throws {
        let asked = Mutex<[String: Int]>([:])
        let time = Mutex(Duration.zero)
        let isDown = Mutex(true)
        try await Self.at { path, port in
            asked.withLock { $0[path, default: 0] += 1 }
            if isDown.withLock({ $0 }) { return Self.json("{}", .serviceUnavailable) }
            return path == "/k" ? Self.json(#"{"keys":[]}"#) : Self.description(port)
        } _: { port in
            try await Self.with(port, clock: { time.withLock { $0 } }) { provider in
                // While it is down, once in five seconds however many come.
                for _ in 0..<10 {
                    await #expect(throws: ProviderFault.self) { _ = try await provider.authorization(of: Self.attempt) }
                }
                #expect(asked.withLock { $0 } == ["/.well-known/openid-configuration": 1])
                isDown.withLock { $0 = false }
                time.withLock { $0 += .seconds(5) }
                // Once for all who come at the same time.
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<10 { group.addTask { _ = try await provider.authorization(of: Self.attempt) } }
                    try await group.waitForAll()
                }
                #expect(asked.withLock { $0 } == ["/.well-known/openid-configuration": 2])
                // A key that nobody has: looked for once in thirty seconds.
                for _ in 0..<10 { _ = try await provider.keys(knowing: "nobody's") }
                #expect(asked.withLock { $0["/k"] } == 2)
                time.withLock { $0 += .seconds(30) }
                for _ in 0..<10 { _ = try await provider.keys(knowing: "nobody's") }
                #expect(asked.withLock { $0["/k"] } == 3)
                // What is kept is good for its ten minutes, and not longer.
                isDown.withLock { $0 = true }
                time.withLock { $0 += .seconds(500) }
                _ = try await provider.authorization(of: Self.attempt)
                time.withLock { $0 += .seconds(100) }
                await #expect(throws: ProviderFault.self) { _ = try await provider.authorization(of: Self.attempt) }
            }
        }
    }

    @Test func aRefusedCodeIsToldFromAnotherFault() async throws {
        let answers: [(Response, ProviderFault?)] = [
            (Self.json(#"{"error":"invalid_grant"}"#, .badRequest), .codeRefused),
            (Self.json(#"{"error":"invalid_client"}"#, .unauthorized), nil),
            (Self.json(#"{"error":"<script>"}"#, .badRequest), nil),
            (Self.json("no json", .badRequest), nil),
            (Self.json(#"{"access_token":"a","token_type":"Bearer"}"#), nil),
            (Self.json(#"{"id_token":"i","access_token":"a","token_type":"mac"}"#), nil),
        ]
        for (answer, expected) in answers {
            try await Self.at { path, port in
                path == "/t" ? answer : Self.description(port)
            } _: { port in
                try await Self.with(port, secret: "known only to us") { provider in
                    do throws(ProviderFault) {
                        _ = try await provider.tokens(for: "code", verifier: Self.attempt.verifier)
                        Issue.record("taken")
                    } catch {
                        if let expected { #expect(error == expected) } else { #expect(error != .codeRefused) }
                        #expect(!"\(error)".contains("script") && !"\(error)".contains("known only to us"))
                    }
                }
            }
        }
    }

    @Test func aSecretDoesNotPrint() {
        let secret = ClientSecret("known only to us")
        var text = "\(secret) \(String(reflecting: secret)) \([secret])"
        dump(secret, to: &text)
        dump(Optional(secret), to: &text)
        #expect(!text.contains("known only to us"))
    }
}
