import Foundation
import Testing

@testable import Ledger

/// The second verifier, which shares no code with ours, comes to the same verdict.
@Suite struct PythonVerifierTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/verify.py").standardizedFileURL.path

    @Test(arguments: HashAlgorithm.allCases)
    func agreesOnAWholeExportAndOnARollback(_ algorithm: HashAlgorithm) throws {
        let key = try LedgerKey.random()
        let sample = SampleExport(events: 4, key: key, algorithm: algorithm)
        let receipt = try sample.receipt(of: 4).canonical.bytes
        #expect(try Self.verify(sample.bytes(), receipt, key) == "OK\n")
        let rolledBack = try SampleExport(events: 3, key: key, algorithm: algorithm).bytes()
        #expect(try Self.verify(rolledBack, receipt, key) == "rolled-back receipt\n")
        #expect(try Self.verify(sample.bytes(), receipt, .random()) == "unknown-key checkpoint\n")
    }

    /// Every fifth byte, in one process: a signature takes Python some milliseconds.
    @Test func findsFlippedBytes() throws {
        let file = try Self.temporary(SampleExport(events: 1, key: .random()).bytes())
        defer { try? FileManager.default.removeItem(at: file) }
        let program = """
            import sys; sys.path.insert(0, sys.argv[2]); import verify
            data = open(sys.argv[1], "rb").read()
            flip = lambda i: data[:i] + bytes([data[i] ^ 1]) + data[i + 1:]
            print(len(data) > 1000, verify.checked(data), [i for i in range(0, len(data), 5) if not verify.checked(flip(i))])
            """
        let folder = URL(filePath: Self.script).deletingLastPathComponent().path
        #expect(try Self.run(["-B", "-c", program, file.path, folder]) == "True [] []\n")
    }

    private static func verify(_ export: [UInt8], _ receipt: [UInt8], _ key: LedgerKey) throws -> String {
        let files = try [temporary(export), temporary(receipt)]
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        return try run([script, files[0].path, "--key", key.publicKey.id.hex, "--receipt", files[1].path])
    }

    private static func temporary(_ bytes: [UInt8]) throws -> URL {
        let file = FileManager.default.temporaryDirectory.appending(path: "onematter-\(UUID().uuidString)")
        try Data(bytes).write(to: file)
        return file
    }

    private static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }
}
