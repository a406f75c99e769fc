import Foundation
import MatterCore
import Testing
import WorkflowFiles

/// The definition of the folder `workflows/`, read once.
enum Shipped {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let folder = WorkflowFolder.read(root.appending(path: "workflows").path)

    static let calendar = WorkCalendar(folder.notices)

    static func workflow(_ change: (inout Workflow.Content) -> Void = { _ in }) throws -> Workflow {
        var content = try #require(folder.workflows.first).workflow.content
        change(&content)
        return Workflow(content: content)
    }
}
