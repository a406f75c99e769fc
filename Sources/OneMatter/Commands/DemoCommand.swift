import ArgumentParser
import MatterCore
import WorkflowFiles

/// Drives two sample matters over HTTP against a running server.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Carries two sample matters from risk warning to archive over HTTP, as three kinds of users.",
        discussion: """
            Each step is rehearsed in the pure core and then done on the server; exit 0 means that every answer and, \
            read again in the end, every state and history is what the rehearsal says. It can be repeated: each run \
            has debtors of its own. Everyone signs in with the sample accounts, or has a token in --token-file.
            """)

    @Option(help: "Address of the server.")
    var url = "http://127.0.0.1:8080"

    @Option(help: "JSON object of access tokens by judge, administrator, successor and agency code.")
    var tokenFile: String?

    @OptionGroup var data: DataOptions

    func run() async throws {
        let configuration = try data.configuration()
        let client = DemoClient(url)
        let tokens =
            if let tokenFile { try DemoTokens.read(tokenFile) } else { try await DemoTokens.signedIn(client) }
        let time = now()
        let folder = try readWorkflows(WorkflowDirectory.find(configuration.workflows))
        guard let workflow = folder.workflows.map(\.workflow).current(on: time.legalDate) else {
            throw Failure("No definition is valid on \(time.legalDate).")
        }
        try await Demonstration(
            client: client, tokens: tokens, workflow: workflow, calendar: WorkCalendar(folder.notices), say: printLine
        ).run(at: time)
    }
}
