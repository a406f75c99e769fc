import Foundation
import MatterCore
import Testing
import WorkflowFiles

@testable import OneMatter

/// What `onematter check` prints is read by other people's scripts.
@Suite struct CheckTests {
    private static let directory = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../workflows").standardizedFileURL.path

    @Test func printsTheContractForTheShippedFolder() throws {
        let result = CheckResult(WorkflowFolder.read(Self.directory))
        #expect(result.ok)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(try result.json().utf8)) as? [String: Any])
        #expect(Set(object.keys) == ["ok", "stages", "agencies", "duties", "explored", "findings"])
        #expect(object["stages"] as? Int == 6)
        #expect(object["agencies"] as? Int == 27)
        #expect(object["duties"] as? Int == 47)
        let explored = try #require(object["explored"] as? [String: Int])
        #expect(Set(explored.keys) == ["states", "moves"])
        #expect(explored.values.allSatisfy { $0 > 0 })
        #expect((object["findings"] as? [Any])?.isEmpty == true)
        #expect(result.text.hasPrefix("OK: 6 stages, 27 agencies, 47 duties; "))
    }

    @Test func printsEachFindingWithPlaceAndTrace() throws {
        var files: [String: String] = [:]
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.directory)
        for name in names.filter({ $0.hasSuffix(".yaml") }) + ["calendars/2007.v1.yaml"] {
            files[name] = try String(contentsOfFile: "\(Self.directory)/\(name)", encoding: .utf8)
        }
        // A licensed disposal that needs no licence.
        files["bankruptcy.v1.yaml"] = files["bankruptcy.v1.yaml"]?.replacing(
            "      - milestone: DISPOSAL_LICENSED\n", with: "")
        let folder = WorkflowFolder.read(files: files)
        try #require(folder.findings == [])
        let result = CheckResult(folder)
        #expect(!result.ok)
        #expect(result.findings.map(\.code) == ["forbidden-move-reachable"])
        #expect(
            result.text.contains(
                "forbidden-move-reachable: The prohibition no-realisation-before-declaration can be broken."))
        #expect(result.text.contains("    1. open acceptance_liquidation by debtor: TAKEOVER × LIQUIDATION\n"))
        #expect(result.text.contains("    2. move begin-licensed-disposal: ASSET_REALISATION × LIQUIDATION\n"))
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(try result.json().utf8)) as? [String: Any])
        let finding = try #require((object["findings"] as? [[String: Any]])?.first)
        #expect(Set(finding.keys) == ["code", "message", "file", "path", "trace"])
        #expect(finding["file"] as? String == "bankruptcy.v1.yaml")
        #expect((finding["trace"] as? [String])?.count == 2)
    }
}
