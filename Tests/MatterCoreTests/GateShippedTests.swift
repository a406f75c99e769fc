import Foundation
import MatterCore
import Testing
import WorkflowFiles

@Suite struct GateShippedTests {
    @Test func acceptsTheShippedDefinition() throws {
        #expect(Shipped.folder.findings == [])
        let loaded = try #require(Shipped.folder.workflows.first)
        let report = loaded.check()
        #expect(report.findings == [])
        #expect(report.stages == 6)
        #expect(report.agencies == 27)
        #expect(report.duties == 47)
        // Thousands of states, not hundreds of thousands: dead facts are dropped, and none that matters is.
        #expect((1_000...50_000).contains(report.exploredStates))
        #expect(report.exploredMoves > report.exploredStates)
    }

    @Test func namesTheFileOfAFinding() throws {
        var files = try #require(Shipped.folder.workflows.first).files
        let notice = Shipped.root.appending(path: "workflows/calendars/2007.v1.yaml")
        files["calendars/2007.v1.yaml"] = try String(contentsOf: notice, encoding: .utf8)
        files["duties.v1.yaml"] = files["duties.v1.yaml"]?.replacing("role: administrator", with: "role: auditor")
        let folder = WorkflowFolder.read(files: files)
        try #require(folder.findings == [])
        let findings = try #require(folder.workflows.first).check().findings
        #expect(!findings.isEmpty)
        #expect(findings.allSatisfy { $0.code == "trigger-never-fires" && $0.file == "duties.v1.yaml" })
    }

    @Test func theDocumentHoldsTheDiagram() throws {
        let text = try String(contentsOf: Shipped.root.appending(path: "docs/state_machine.md"), encoding: .utf8)
        let parts = text.split(separator: "<!-- onematter check --diagram -->\n", omittingEmptySubsequences: false)
        try #require(parts.count == 3, "docs/state_machine.md holds the diagram between two markers")
        #expect(
            parts[1] == Diagram.markdown(try Shipped.workflow()),
            "docs/state_machine.md is out of date: paste the output of `onematter check --diagram` between the markers")
    }
}
