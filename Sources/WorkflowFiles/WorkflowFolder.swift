import Foundation
public import MatterCore

/// The folder `workflows/`: every published version of every workflow, the catalogues and the holiday calendar.
public struct WorkflowFolder: Sendable {
    /// In order of id and version. Empty as long as there is any finding.
    public let workflows: [LoadedWorkflow]
    /// Everything that is wrong, all at once.
    public let findings: [Finding]

    public static func read(_ directory: String) -> WorkflowFolder {
        var files: [String: String] = [:]
        let report = Report()
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            report.add(
                "unreadable", "The folder '\(directory)' does not exist or cannot be read.", at: Place(file: ""))
            return WorkflowFolder(workflows: [], findings: report.findings)
        }
        for name in names.sorted() where !name.hasPrefix(".") && !name.hasSuffix(".md") {
            guard let data = try? Data(contentsOf: URL(filePath: directory).appending(path: name)),
                let text = String(validating: data, as: UTF8.self)
            else {
                report.add("unreadable", "This is not a file of UTF-8 text that can be read.", at: Place(file: name))
                continue
            }
            files[name] = text
        }
        return read(files: files, report: report)
    }

    /// Reads files that are already in memory, by name.
    public static func read(files: [String: String]) -> WorkflowFolder {
        read(files: files, report: Report())
    }

    private static func read(files: [String: String], report: Report) -> WorkflowFolder {
        var assembly = Assembly(files: files, report: report)
        let workflows = assembly.workflows()
        return WorkflowFolder(workflows: report.findings.isEmpty ? workflows : [], findings: report.findings)
    }

    private init(workflows: [LoadedWorkflow], findings: [Finding]) {
        self.workflows = workflows
        self.findings = findings
    }
}
