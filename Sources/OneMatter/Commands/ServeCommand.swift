import ArgumentParser
import Casework
import Logging
import MatterCore

/// Serves the API, with a database of its own unless one is given.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves the API.",
        discussion: """
            Without DATABASE_URL a private PostgreSQL cluster runs under the data folder. Definitions are read from \
            ONEMATTER_WORKFLOWS, or else from the folder workflows.
            """)

    @Option(help: "Address to listen on (ONEMATTER_HOST; default: 127.0.0.1).")
    var host: String?

    @Option(help: "Port to listen on, 0 for any (ONEMATTER_PORT; default: 8080).")
    var port: UInt16?

    @OptionGroup var data: DataOptions

    @Flag(help: "Do not load sample organisations and people into an empty embedded database.")
    var noSample = false

    func run() async throws {
        var configuration = try data.configuration()
        if let host { configuration.host = host }
        if let port { configuration.port = Int(port) }
        configuration.loadsSample = !noSample
        let logger = Logger(label: "onematter") { StreamLogHandler.standardError(label: $0) }
        let shown = configuration
        try await serve(configuration, logger: logger) { port in
            printLine(Self.greeting(shown, port: port))
        }
    }

    private static func greeting(_ configuration: Configuration, port: Int) -> String {
        let scheme = configuration.network.tls == nil ? "http" : "https"
        var lines = ["OneMatter serves \(scheme)://\(configuration.host):\(port) (description: /openapi.json)"]
        if configuration.isSampleMode {
            lines.append("Sample sign-ins, all with the password \(SampleAccounts.password) (POST /v1/session):")
            for person in SamplePerson.all { lines.append("  \(person.login)  \(person.title)") }
        }
        return lines.joined(separator: "\n")
    }
}
