import Foundation
public import MatterCore

/// The folder `workflows/`: every published version of every workflow, the catalogues and the holiday notices.
public struct WorkflowFolder: Sendable {
    /// In order of id and version. Empty as long as there is any finding.
    public let workflows: [LoadedWorkflow]
    /// In order of year and version. Empty as long as there is any finding.
    public let notices: [HolidayNotice]
    /// Everything that is wrong, all at once.
    public let findings: [Finding]

    public static func read(_ directory: String) -> WorkflowFolder {
        var files: [String: String] = [:]
        let report = Report()
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            report.add(
                "unreadable", "The folder '\(directory)' does not exist or cannot be read.", at: Place(file: ""))
            return WorkflowFolder(workflows: [], notices: [], findings: report.findings)
        }
        for name in names.sorted()
        where !name.hasPrefix(".") && !name.hasSuffix(".md") && name != CalendarFolder.name {
            guard let data = try? Data(contentsOf: URL(filePath: directory).appending(path: name)),
                let text = String(validating: data, as: UTF8.self)
            else {
                report.add("unreadable", "This is not a file of UTF-8 text that can be read.", at: Place(file: name))
                continue
            }
            files[name] = text
        }
        files.merge(CalendarFolder.files(in: directory, report: report)) { own, _ in own }
        return read(files: files, report: report)
    }

    /// Reads files that are already in memory, by name.
    public static func read(files: [String: String]) -> WorkflowFolder {
        read(files: files, report: Report())
    }

    private static func read(files: [String: String], report: Report) -> WorkflowFolder {
        let calendars = files.filter { $0.key.hasPrefix("\(CalendarFolder.name)/") }
        var assembly = Assembly(files: files.filter { calendars[$0.key] == nil }, report: report)
        let workflows = assembly.workflows()
        let notices = CalendarFolder.notices(in: calendars, report: report)
        let isSound = report.findings.isEmpty
        return WorkflowFolder(
            workflows: isSound ? workflows : [], notices: isSound ? notices : [], findings: report.findings)
    }

    private init(workflows: [LoadedWorkflow], notices: [HolidayNotice], findings: [Finding]) {
        self.workflows = workflows
        self.notices = notices
        self.findings = findings
    }
}
