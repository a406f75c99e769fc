import ArgumentParser
import Foundation
import MatterCore

/// Where things are. Options win over the environment, the environment over the defaults.
struct Configuration: Sendable {
    var host = "127.0.0.1"
    var port = 8080
    /// Folder of the embedded database, the files and the signing key.
    var data = "var"
    /// A PostgreSQL server to use instead of the embedded one.
    var databaseURL: String?
    /// The owner of the schema on that server, for `migrate` only; nil: `databaseURL` is the owner's.
    var ownerURL: String?
    /// Folder of the definitions; nil: where `WorkflowDirectory` finds it.
    var workflows: String?
    /// Load sample organisations and people into an empty embedded database.
    var loadsSample = true
    /// Roles that need a second factor.
    var secondFactorRoles: Set<Role> = []
    /// Key that seals secrets in the database; nil: the file in the data folder.
    var secretsKey: String?
    /// Limits, proxies and TLS.
    var network = NetworkSettings()
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
        if let roles = environment["ONEMATTER_REQUIRE_SECOND_FACTOR"] {
            configuration.secondFactorRoles = Set(
                try roles.split(separator: ",").map { name in
                    guard let role = Role(rawValue: name.trimmingCharacters(in: .whitespaces)) else {
                        throw ValidationError("ONEMATTER_REQUIRE_SECOND_FACTOR names no role: \(name)")
                    }
                    return role
                })
        }
        if let key = environment["ONEMATTER_SECRETS_KEY"], !key.isEmpty { configuration.secretsKey = key }
        if let url = environment["DATABASE_URL"], !url.isEmpty { configuration.databaseURL = url }
        if let url = environment["ONEMATTER_OWNER_URL"], !url.isEmpty { configuration.ownerURL = url }
        configuration.network = try NetworkSettings(environment)
        return configuration
    }
}
