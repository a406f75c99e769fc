import Foundation
import MatterCore
import WorkflowFiles

/// The shipped folder, and ways to break it.
enum Shipped {
    static let directory = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../workflows").standardizedFileURL.path

    static let main = "bankruptcy.v1.yaml"
    static let agencies = "agencies.v1.yaml"
    static let duties = "duties.v1.yaml"
    static let reminders = "reminders.v1.yaml"
    static let deadlines = "deadlines.v1.yaml"
    /// The first notice; the others are left out where only the definitions matter.
    static let calendar = "calendars/2007.v1.yaml"

    static let files: [String: String] = {
        var files: [String: String] = [:]
        for name in [main, agencies, duties, deadlines, reminders, calendar] {
            files[name] = try? String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)
        }
        return files
    }()

    /// Findings after some texts were replaced, each in its first place after `anchor`.
    static func findings(_ edits: [Edit]) throws -> [Finding] {
        var files = files
        for edit in edits { files[edit.file] = try edit.applied(to: files[edit.file] ?? "") }
        return WorkflowFolder.read(files: files).findings
    }
}

/// One change of a shipped file.
struct Edit: Sendable {
    struct NotFound: Error {
        let text: String
    }

    let file: String
    /// The place begins at this text, which stands in the file; empty: at the start.
    let anchor: String
    let old: String
    let new: String

    init(_ file: String, after anchor: String = "", _ old: String, _ new: String) {
        self.file = file
        self.anchor = anchor
        self.old = old
        self.new = new
    }

    func applied(to text: String) throws -> String {
        guard let start = anchor.isEmpty ? text.startIndex : text.range(of: anchor)?.lowerBound,
            let range = text.range(of: old, range: start..<text.endIndex)
        else { throw NotFound(text: "\(anchor) … \(old)") }
        return text.replacingCharacters(in: range, with: new)
    }
}
