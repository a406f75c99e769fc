import Foundation
import MatterCore
import Testing
import WorkflowFiles

/// Faults together, several versions, and the canonical text.
@Suite struct FolderTests {
    @Test func reportsManyFaultsOfManyFilesAtOnce() throws {
        let findings = try Shipped.findings([
            Edit(Shipped.main, after: "- id: file\n", "guards:", "guard:"),
            Edit(Shipped.main, "    machine: procedure", "    machine: procedure\n    machine: procedure"),
            Edit(Shipped.main, "{zh: \"风险预警\"", "{zh: \"风险预警\", zh: \"预警\", 'zh': \"警\""),
            Edit(Shipped.main, "to: FILED", "to: FILLED"),
            Edit(Shipped.duties, "value: 5", "value: 010"),
            Edit(Shipped.duties, "coAgencies: [DATA]", "coAgencies: [DAT]"),
            Edit(Shipped.agencies, "kind: government", "kind: state"),
            Edit(Shipped.calendar, "2006-12-31", "2006-12-30"),
        ])
        #expect(
            findings.map { "\($0.code) \($0.file) \($0.path)" }.sorted() == [
                "duplicate-id calendars/2007.v1.yaml festivals[0].makeUpDays[1]",
                "duplicate-key bankruptcy.v1.yaml moves[0].machine",
                "duplicate-key bankruptcy.v1.yaml stages[0].name.zh",
                "duplicate-key bankruptcy.v1.yaml stages[0].name.zh",
                "leading-zero duties.v1.yaml duties[0].limit.value", "unknown-key bankruptcy.v1.yaml moves[0].guard",
                "unknown-reference bankruptcy.v1.yaml moves[0].to",
                "unknown-reference duties.v1.yaml duties[0].coAgencies[0]",
                "unknown-value agencies.v1.yaml agencies[0].kind",
            ])
    }

    @Test func saysTheLine() throws {
        let finding = try #require(Shipped.findings([Edit(Shipped.agencies, "kind: government", "kind: state")]).first)
        #expect(finding.message == "'state' is none of 'government', 'financial', 'public_institution'. (line 11)")
    }

    @Test func doesNotRepeatAMissingCatalogueForEveryReference() throws {
        let findings = try Shipped.findings([Edit(Shipped.main, "duties.v1.yaml", "duties.v9.yaml")])
        #expect(findings.map(\.path) == ["catalogues.duties", ""])
        #expect(findings.map(\.code) == ["unknown-reference", "unused-file"])
    }

    @Test func readsSeveralVersions() throws {
        var files = Shipped.files
        let text = try #require(files[Shipped.main])
        files[Shipped.main] = try Edit(
            Shipped.main, "validFrom: \"2007-06-01\"", "validFrom: \"2007-06-01\"\nvalidUntil: \"2026-12-31\""
        ).applied(to: text)
        files["bankruptcy.v2.yaml"] = try Edit(
            Shipped.main, "version: 1", "version: 2"
        ).applied(to: text.replacing("2007-06-01", with: "2027-01-01"))
        let folder = WorkflowFolder.read(files: files)
        #expect(folder.findings == [])
        #expect(folder.workflows.map(\.workflow.content.version) == [1, 2])
        #expect(folder.workflows.map(\.file) == ["bankruptcy.v1.yaml", "bankruptcy.v2.yaml"])
    }

    @Test func refusesVersionsOfTheSameDay() throws {
        var files = Shipped.files
        let text = try #require(files[Shipped.main])
        files["bankruptcy.v2.yaml"] = try Edit(Shipped.main, "version: 1", "version: 2").applied(
            to: text.replacing("2007-06-01", with: "2027-01-01"))
        let findings = WorkflowFolder.read(files: files).findings
        #expect(findings.map(\.code) == ["overlapping-periods"])
        #expect(findings.map(\.file) == ["bankruptcy.v2.yaml"])
    }

    @Test func refusesStrayAndMissingFiles() {
        var files = Shipped.files
        files[Shipped.calendar] = nil
        files["notes.txt"] = "x"
        files["agencies.v2.yaml"] = files[Shipped.agencies]?.replacing("version: 1", with: "version: 2")
        let findings = WorkflowFolder.read(files: files).findings
        #expect(
            findings.map { "\($0.code) \($0.file)" } == [
                "unknown-file notes.txt", "unused-file agencies.v2.yaml", "missing-file calendars",
            ])
        #expect(WorkflowFolder.read(files: [:]).findings.map(\.code) == ["no-workflow", "missing-file"])
    }

    @Test func refusesAFolderThatIsNotThere() {
        #expect(WorkflowFolder.read("\(Shipped.directory)/absent").findings.map(\.code) == ["unreadable"])
    }

    @Test func canonicalTextIgnoresStyleAndShowsEveryRule() throws {
        func canonical(_ edits: [Edit]) throws -> String {
            var files = Shipped.files
            for edit in edits { files[edit.file] = try edit.applied(to: files[edit.file] ?? "") }
            return try #require(WorkflowFolder.read(files: files).workflows.first).canonicalText()
        }
        let text = try canonical([])
        #expect(try canonical([]) == text)
        let restyled = try canonical([
            Edit(Shipped.main, "# The state machine", "# A state machine"),
            Edit(Shipped.duties, "coAgencies: [DATA]", "coAgencies:\n      - \"DATA\""),
            Edit(Shipped.duties, "mandatory: false", "onlyIfDebtorEnds: false\n    mandatory: false"),
        ])
        #expect(restyled == text)
        #expect(try canonical([Edit(Shipped.duties, "value: 5", "value: 6")]) != text)
        #expect(try canonical([Edit(Shipped.main, "years: 2", "years: 3")]) != text)
    }

    @Test func canonicalTextDecodesToTheSameContent() throws {
        let loaded = try #require(WorkflowFolder.read(Shipped.directory).workflows.first)
        let decoded = try JSONDecoder().decode(Workflow.Content.self, from: Data(loaded.canonicalText().utf8))
        #expect(decoded == loaded.workflow.content)
    }

    @Test func tellsTheFileOfAFindingOfTheGate() throws {
        let loaded = try #require(WorkflowFolder.read(Shipped.directory).workflows.first)
        func file(_ path: String) -> String {
            loaded.located(Finding(code: "x", message: "x", file: "", path: path)).file
        }
        #expect(file("moves[3].to") == Shipped.main)
        #expect(file("duties[3].limit") == Shipped.duties)
        #expect(file("agencies[3]") == Shipped.agencies)
        #expect(file("") == Shipped.main)
    }

    @Test func passesThePublishGate() throws {
        let loaded = try #require(WorkflowFolder.read(Shipped.directory).workflows.first)
        let report = Gate.check(loaded.workflow)
        #expect(report.findings.map { "\($0.code) \($0.path): \($0.message) \($0.trace)" } == [])
    }
}
