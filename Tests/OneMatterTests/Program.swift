import Foundation
import Testing

/// The built program as a child process. Used by one at a time, though perhaps on a thread of its own.
final class Program: @unchecked Sendable {
    private let process = Process()
    private let output = Pipe()
    private let errors = Pipe()

    /// Beside the tests in the build folder.
    private static let path = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
        let folder = bundle.executableURL ?? bundle.bundleURL
        return folder.deletingLastPathComponent().appending(path: "onematter").path
    }()

    /// - Parameter input: A file for its standard input.
    init(_ arguments: [String], _ environment: [String: String] = [:], input: String? = nil) throws {
        process.standardInput = input.flatMap { FileHandle(forReadingAtPath: $0) } ?? FileHandle.nullDevice
        process.executableURL = URL(filePath: Self.path)
        process.arguments = arguments
        var all = ProcessInfo.processInfo.environment.filter {
            !$0.key.hasPrefix("ONEMATTER_") && $0.key != "DATABASE_URL"
        }
        all["ONEMATTER_WORKFLOWS"] =
            URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../workflows").standardized.path
        process.environment = all.merging(environment) { $1 }
        process.standardOutput = output
        process.standardError = errors
        try process.run()
    }

    var id: Int32 { process.processIdentifier }

    /// The next piece of its output.
    func nextOutput() -> String { String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) }

    func askToStop() { process.terminate() }

    /// Waits until it has ended.
    func result() -> (status: Int32, output: String, errors: String) {
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaints = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text, complaints)
    }
}

/// A data folder that PostgreSQL's account can enter.
func inDataFolder(_ body: (String) async throws -> Void) async throws {
    let folder = "/tmp/onematter-program-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}
