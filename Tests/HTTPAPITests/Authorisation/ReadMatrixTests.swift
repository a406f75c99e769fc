import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import HTTPAPI

/// The table of read paths is the table of all there are.
@Suite struct ReadMatrixTests {
    @Test func everyRouteSaysWhoReadsIt() async throws {
        try await atSite { site in
            let router = API(casework: site.casework, tokens: site.tokens, ledgerKey: site.ledgerKey).router()
            let routes = Set(router.routes.map { "\($0.method.rawValue) \($0.path.description)" })
            let known = ReadMatrix.acts.union(ReadMatrix.reads.keys.map { "GET \($0)" })
                .union(ReadMatrix.questions.keys.map { "POST \($0)" })
            #expect(routes.subtracting(known) == [], "say in ReadMatrix who reads this")
            #expect(known.subtracting(routes) == [], "no such route any more")
        }
        let tests = try Self.sources()
        for (path, read) in ReadMatrix.reads.merging(ReadMatrix.questions, uniquingKeysWith: { read, _ in read }) {
            switch read {
            case .open(let reason), .common(let reason):
                #expect(!reason.isEmpty && !path.contains("{matter}"), "\(path)")
            case .account(let test), .matters(let test), .accesses(let test):
                let isThere = tests.contains("func \(test)(")
                #expect(isThere, "\(path): no test \(test)")
            }
        }
    }

    /// The text of the tests of this target.
    private static func sources() throws -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }.joined()
    }
}
