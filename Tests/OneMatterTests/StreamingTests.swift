import Foundation
import FoundationNetworking
import Glibc
import Testing

/// Files pass through the server piece by piece: its memory does not grow with them.
@Suite(.timeLimit(.minutes(3))) struct StreamingTests {
    @Test func aLargeFileCostsLittleMemory() async throws {
        try await inDataFolder { data in
            let server = try await ServerProcess.start(data: data)
            let (_, printed) = try ServerProcess.output(
                ["token", "--data", data, "--role", "judge", "--name", "示例法官"])
            let token = printed.trimmingCharacters(in: .whitespacesAndNewlines)
            func request(_ path: String, key: String?, type: String) throws -> URLRequest {
                var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(server.port)\(path)")))
                request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
                guard let key else { return request }
                request.httpMethod = "POST"
                request.setValue(type, forHTTPHeaderField: "Content-Type")
                request.setValue(key, forHTTPHeaderField: "Idempotency-Key")
                return request
            }
            let opening = Data(
                #"{"origin":"watch_list","debtorName":"示例有限公司","creditCode":"91100000100003962T"}"#.utf8)
            let open = try request("/v1/matters", key: "open", type: "application/json")
            #expect(try await status(URLSession.shared.upload(for: open, from: opening)) == 201)

            let size = 48 << 20
            let file = Data("%PDF-".utf8) + Data(repeating: 7, count: size - 5)
            let path = "/v1/matters/1/attachments"
            // Small files first, so that what the program needs in any case is there before anything is measured.
            let small = try request("\(path)?name=small.pdf", key: "small", type: "application/pdf")
            #expect(try await status(URLSession.shared.upload(for: small, from: file.prefix(4_096))) == 201)
            let before = try peak(of: server.process)
            let large = try request("\(path)?name=large.pdf", key: "large", type: "application/pdf")
            #expect(try await status(URLSession.shared.upload(for: large, from: file)) == 201)
            let content = try request("\(path)/2/content", key: nil, type: "")
            let (received, _) = try await URLSession.shared.data(for: content)
            #expect(received == file)
            let growth = try peak(of: server.process) - before
            #expect(growth < 24 << 20, "the server grew by \(growth >> 20) MiB for a file of \(size >> 20) MiB")
            #expect(await server.end(with: SIGTERM) == 0)
        }
    }

    private func status(_ answer: (Data, URLResponse)) -> Int { (answer.1 as? HTTPURLResponse)?.statusCode ?? 0 }

    /// The most memory that the process ever held, in bytes.
    private func peak(of process: pid_t) throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("VmHWM") })
        return try #require(line.split(separator: " ").compactMap { Int($0) }.first) * 1_024
    }
}
