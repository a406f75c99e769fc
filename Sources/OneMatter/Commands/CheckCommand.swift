import ArgumentParser
import Foundation
import MatterCore
import WorkflowFiles

/// The publish gate on the command line: reads a folder of definitions and explores what each allows.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Explore every state that the workflow definitions allow, and refuse a faulty definition.",
        discussion: """
            Each finding has a code, a sentence, the place in the file and a shortest way to the fault. Exits with 0 if \
            the definitions may be published, with 1 if not.
            """)

    @Argument(
        help: ArgumentHelp(
            "Folder of the definitions.",
            discussion: "Default: ONEMATTER_WORKFLOWS, or else ./workflows, or else the folder beside the program."))
    var directory: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Print the state diagram and its tables as Markdown (docs/state_machine.md).")
    var diagram = false

    func run() throws {
        let folder = WorkflowFolder.read(try WorkflowDirectory.find(directory))
        let result = CheckResult(folder)
        if diagram {
            guard let newest = folder.workflows.last else {
                throw ValidationError(
                    "There is no diagram, because the definition cannot be read: run check without it.")
            }
            print(Diagram.markdown(newest.workflow), terminator: "")
        } else {
            print(json ? try result.json() : result.text)
        }
        if !result.ok { throw ExitCode.failure }
    }
}
