import EmbeddedPostgres
import Foundation
import FoundationNetworking
import Glibc
import Testing

/// The built program, run as people run it: its own process, its own embedded database. Other than `Program` it may be
/// killed: Foundation's `Process` would then wait for the database that the server leaves behind.
struct ServerProcess: Sendable {
    /// The program beside the test bundle.
    static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
        path: "onematter"
    )
    .path

    let process: pid_t
    let port: Int

    /// Starts `onematter serve` and waits for the line that names its address.
    ///
    /// - Parameter settings: Variables of the environment, such as a database to use instead of an embedded one.
    static func start(data: String, settings: [String: String] = [:]) async throws -> ServerProcess {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let (reading, writing) = (ends[0], ends[1])
        let null = open("/dev/null", O_RDONLY)
        defer { close(null) }
        let process = try Child.spawn(
            [program, "serve", "--port", "0", "--data", data], reading: null, writing: writing,
            environment: environment.merging(settings) { _, new in new })
        close(writing)
        let found = LockedPort()
        let port: Int? = await withCheckedContinuation { continuation in
            // The reader stays until the server is gone, so that the server never writes into a closed pipe.
            Thread.detachNewThread {
                defer { close(reading) }
                var text: [UInt8] = []
                var piece = [UInt8](repeating: 0, count: 4_096)
                while case let count = read(reading, &piece, piece.count), count > 0 {
                    guard !found.isFound else { continue }
                    text += piece[..<count]
                    if let port = Self.port(in: String(decoding: text, as: UTF8.self)), found.set() {
                        continuation.resume(returning: port)
                    }
                }
                if found.set() { continuation.resume(returning: nil) }
            }
        }
        guard let port else {
            var status: Int32 = 0
            waitpid(process, &status, 0)
            throw NotStarted()
        }
        return ServerProcess(process: process, port: port)
    }

    struct NotStarted: Error {}

    /// Ends the server as a signal would, and waits until it is gone. Answers its exit status.
    @discardableResult
    func end(with signal: Int32) async -> Int32 {
        kill(process, signal)
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var status: Int32 = 0
                while waitpid(process, &status, 0) < 0, errno == EINTR {}
                continuation.resume(returning: status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + status & 0x7f)
            }
        }
    }

    /// What the program prints on standard output and error.
    static func output(_ arguments: [String]) throws -> (status: Int32, output: String) {
        try Child.run([program] + arguments, environment: environment)
    }

    private static var environment: [String: String] {
        let workflows = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../workflows")
        return ProcessInfo.processInfo.environment.filter { $0.key != "DATABASE_URL" }
            .merging(["ONEMATTER_WORKFLOWS": workflows.standardizedFileURL.path]) { _, new in new }
    }

    private static func port(in text: String) -> Int? {
        guard let range = text.firstRange(of: "OneMatter serves http://127.0.0.1:") else { return nil }
        let digits = text[range.upperBound...].prefix { $0.isNumber }
        // Only once the whole number has arrived.
        guard digits.endIndex < text.endIndex else { return nil }
        return Int(digits)
    }
}

/// Whether the address was seen; the first to set it wins.
final class LockedPort: @unchecked Sendable {
    private let lock = NSLock()
    private var found = false

    var isFound: Bool { lock.withLock { found } }

    func set() -> Bool {
        lock.withLock {
            if found { return false }
            found = true
            return true
        }
    }
}
