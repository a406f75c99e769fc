import EmbeddedPostgres
import Foundation
import FoundationNetworking
import Glibc
import MatterCore
import Testing

/// The server is killed while people work. What was acknowledged is there, nothing is there twice, and a request whose
/// answer was lost can be sent again with its key.
@Suite(.timeLimit(.minutes(5))) struct KilledServerTests {
    @Test func killedInTheMiddleOfActs() async throws {
        let data = "/tmp/onematter-crash-\(getpid())"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: data) }

        var server = try await ServerProcess.start(data: data)
        let token = try Self.token(data)
        var rounds: [Attempt] = []
        for round in 0..<2 {
            let attempts = await Self.work(server, token: token, round: round)
            // Six clients work at once; each is in some act when the server dies.
            #expect(attempts.count { $0.acknowledged != nil } >= 60)
            #expect(attempts.contains { $0.acknowledged == nil })
            rounds += attempts
            server = try await ServerProcess.start(data: data)
        }
        try await Self.audit(rounds, server, token)

        // SIGTERM ends it cleanly, database included.
        let cluster = "\(data)/postgres"
        #expect(await server.end(with: SIGTERM) == 0)
        #expect(!FileManager.default.fileExists(atPath: "\(cluster)/cluster/postmaster.pid"))
        #expect(!FileManager.default.fileExists(atPath: "\(cluster)/postmaster.pid"))
    }

    /// One matter that a client tried to open.
    struct Attempt: Sendable {
        let key: String
        let creditCode: String
        var acknowledged: Int?
    }

    /// Six clients open matters until the server is gone; it is killed once enough were acknowledged.
    private static func work(_ server: ServerProcess, token: String, round: Int) async -> [Attempt] {
        let progress = Progress()
        return await withTaskGroup(of: [Attempt].self) { group in
            for client in 0..<6 {
                group.addTask {
                    var attempts: [Attempt] = []
                    while true {
                        var attempt = Self.attempt(round, client, attempts.count)
                        attempt.acknowledged = try? await Self.open(attempt, server, token)
                        attempts.append(attempt)
                        guard attempt.acknowledged != nil else { return attempts }
                        if await progress.count() == 60 { await server.end(with: SIGKILL) }
                    }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    private actor Progress {
        private var done = 0
        func count() -> Int {
            done += 1
            return done
        }
    }

    private static func audit(_ attempts: [Attempt], _ server: ServerProcess, _ token: String) async throws {
        var matters: Set<Int> = []
        for attempt in attempts {
            // The same key again: the stored answer if the act was recorded, the act itself if it was lost.
            let matter = try await open(attempt, server, token)
            if let acknowledged = attempt.acknowledged { #expect(matter == acknowledged) }
            #expect(matters.insert(matter).inserted)
            let found = try await get("/v1/matters?q=\(attempt.creditCode)", server, token)
            #expect((found["items"] as? [Any])?.count == 1)
            let history = try await get("/v1/matters/\(matter)/events?limit=100", server, token)
            let numbers = (history["items"] as? [[String: Any]])?.compactMap { $0["number"] as? Int } ?? []
            #expect(!numbers.isEmpty && Set(numbers) == Set(1...numbers.count))
        }
        #expect(matters.count == attempts.count)
    }

    private static func attempt(_ round: Int, _ client: Int, _ serial: Int) -> Attempt {
        let number = String(round * 100_000 + client * 10_000 + serial)
        let body = "91330600" + String(repeating: "0", count: 9 - number.count) + number
        return Attempt(
            key: "crash-\(round)-\(client)-\(serial)",
            creditCode: body + String(CreditCode.checkCharacter(of: body) ?? "?"), acknowledged: nil)
    }

    private static func token(_ data: String) throws -> String {
        let (status, output) = try ServerProcess.output(["token", "--data", data, "--role", "judge", "--name", "示例法官"])
        #expect(status == 0)
        return output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    struct Unexpected: Error { let status: Int }

    /// Opens the matter and answers its number.
    private static func open(_ attempt: Attempt, _ server: ServerProcess, _ token: String) async throws -> Int {
        var request = try request("/v1/matters", server, token)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue(attempt.key, forHTTPHeaderField: "Idempotency-Key")
        request.httpBody = Data(
            #"{"origin":"watch_list","debtorName":"示例有限公司","creditCode":"\#(attempt.creditCode)"}"#.utf8)
        let answer = try await json(request)
        return try #require(answer["matter"] as? Int)
    }

    private static func get(_ path: String, _ server: ServerProcess, _ token: String) async throws -> [String: Any] {
        try await json(request(path, server, token))
    }

    private static func request(_ path: String, _ server: ServerProcess, _ token: String) throws -> URLRequest {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(server.port)\(path)")))
        request.timeoutInterval = 30
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        return request
    }

    private static func json(_ request: URLRequest) async throws -> [String: Any] {
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard (200..<300).contains(status) else { throw Unexpected(status: status) }
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
}
