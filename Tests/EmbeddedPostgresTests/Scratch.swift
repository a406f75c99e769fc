import EmbeddedPostgres
import Foundation
import Glibc
import TestCluster

/// A folder for one test that PostgreSQL's account can enter, and what the tests ask about processes.
struct Scratch {
    let path: String

    init() throws {
        path = "\(Self.all)/\(UUID().uuidString.prefix(8))"
        try Self.caretaking.get()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for folder in [Self.all, path] { chmod(folder, 0o755) }
    }

    /// The folders of this process, which a killed run must not leave behind.
    private static let all = "/tmp/onematter-embedded-\(getpid())"
    private static let caretaking = Result { try Caretaker.remove(all) }

    var cluster: PrivateCluster { PrivateCluster(directory: "\(path)/postgres", settings: Self.small) }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Little memory; durability stays on, since what survives a kill is what these tests are about.
    static let small = ["shared_buffers": "16MB", "max_connections": "10"]

    /// Starts, hands over and stops, whatever happens in between.
    @discardableResult
    func running<Value>(_ body: (RunningCluster) async throws -> Value) async throws -> Value {
        let running = try await cluster.start()
        do {
            let value = try await body(running)
            try await running.stop()
            return value
        } catch {
            try await running.stop()
            throw error
        }
    }

    /// What `psql` answers, without trimmings.
    func query(_ sql: String, on running: RunningCluster) throws -> String {
        let (status, output) = try Child.run(
            ["\(running.binaries)/psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql, running.connectionString])
        guard status == 0 else { throw Failure(text: output) }
        return output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The server's processes of this folder, asked of the kernel and not of the code under test.
    var processes: [Int32] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.filter {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/cwd"))?
                    .hasPrefix(path) == true
            }
        }
    }

    struct Failure: Error { let text: String }
}
