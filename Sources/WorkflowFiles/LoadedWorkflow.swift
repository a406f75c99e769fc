import Foundation
public import MatterCore

/// One version of a workflow with the files that it was read from.
public struct LoadedWorkflow: Sendable {
    public let workflow: Workflow
    /// Name of the main file, such as `bankruptcy.v1.yaml`, and of its catalogues.
    public let file: String
    public let agenciesFile: String
    public let dutiesFile: String
    public let deadlinesFile: String
    public let remindersFile: String
    /// Text of each of these files by name.
    public let files: [String: String]

    /// The finding of the publish gate, which knows no files, with the file that its path is in.
    public func located(_ finding: Finding) -> Finding {
        let key = finding.path.prefix { $0 != "[" && $0 != "." }
        let owner =
            switch key {
            case "agencies": agenciesFile
            case "duties", "materials": dutiesFile
            case "reminders": remindersFile
            case "deadlines", "fixedDates", "extensions", "templates": deadlinesFile
            default: file
            }
        return Finding(
            code: finding.code, message: finding.message, file: owner, path: finding.path, trace: finding.trace)
    }

    /// The content as JSON with sorted keys. Comments, order of keys and style of the YAML do not show in it, so its
    /// digest changes if and only if a rule changes. The calendars are no part of it: they grow every year.
    public func canonicalText() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(workflow.content), as: UTF8.self)
    }
}
