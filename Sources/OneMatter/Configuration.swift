import ArgumentParser
import Foundation

/// Where things are. Options win over the environment, the environment over the defaults.
struct Configuration: Sendable {
    var host = "127.0.0.1"
    var port = 8080
    /// Folder of the embedded database, the files and the signing key.
    var data = "var"
    /// A PostgreSQL server to use instead of the embedded one.
    var databaseURL: String?
    /// Folder of the definitions; nil: where `WorkflowDirectory` finds it.
    var workflows: String?
    /// Load sample organisations into an empty embedded database.
    var loadsSample = true
}

/// Options that several commands share.
struct DataOptions: ParsableArguments {
    @Option(help: "Folder of the embedded database, the files and the signing key (ONEMATTER_DATA; default: var).")
    var data: String?

    /// The configuration that the environment and these options give.
    func configuration(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws -> Configuration {
        var configuration = Configuration()
        if let host = environment["ONEMATTER_HOST"] { configuration.host = host }
        if let text = environment["ONEMATTER_PORT"] {
            guard let port = UInt16(text) else { throw ValidationError("ONEMATTER_PORT is no port number: \(text)") }
            configuration.port = Int(port)
        }
        if let data = data ?? environment["ONEMATTER_DATA"] { configuration.data = data }
        if let url = environment["DATABASE_URL"], !url.isEmpty { configuration.databaseURL = url }
        return configuration
    }
}
