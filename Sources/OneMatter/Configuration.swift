import ArgumentParser
import Foundation
import Identity
import Ledger
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
    /// File of the key that signs the ledger; nil: in the data folder.
    var ledgerKey: String?
    /// Hash of a new database's ledger; nil: SM3, or what the database has.
    var ledgerHash: HashAlgorithm?
    /// How long entries of the access log are kept: three years, as the Network Data Security Regulation (2024) art. 12
    /// asks of records of data passed on.
    var accessLogDays = 1_095
    /// Six months, as the Cybersecurity Law asks of network logs.
    static let fewestAccessLogDays = 184
    /// File that says how people come in through an identity provider; nil: they do not.
    var singleSignOn: String?
    /// The client's secret at the provider, or the file that holds it.
    var singleSignOnSecret: ClientSecret?
    var singleSignOnSecretFile: String?
    /// How messages leave the house.
    var messages = MessageSettings()
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
        if let path = environment["ONEMATTER_LEDGER_KEY"], !path.isEmpty { configuration.ledgerKey = path }
        if let name = environment["ONEMATTER_LEDGER_HASH"], !name.isEmpty {
            guard let algorithm = HashAlgorithm(rawValue: name) else {
                throw ValidationError("ONEMATTER_LEDGER_HASH is sm3 or sha256, not \(name)")
            }
            configuration.ledgerHash = algorithm
        }
        if let text = environment["ONEMATTER_ACCESS_LOG_DAYS"], !text.isEmpty {
            guard let days = Int(text), days >= Configuration.fewestAccessLogDays, days <= 36_500 else {
                throw ValidationError(
                    "ONEMATTER_ACCESS_LOG_DAYS is \(Configuration.fewestAccessLogDays) days at least, by the "
                        + "Cybersecurity Law (network logs: six months); it is \(text)")
            }
            configuration.accessLogDays = days
        }
        if let path = environment["ONEMATTER_SSO"], !path.isEmpty { configuration.singleSignOn = path }
        if let text = environment["ONEMATTER_SSO_SECRET"], !text.isEmpty {
            configuration.singleSignOnSecret = ClientSecret(text)
        }
        if let path = environment["ONEMATTER_SSO_SECRET_FILE"], !path.isEmpty {
            guard configuration.singleSignOnSecret == nil else {
                throw ValidationError("ONEMATTER_SSO_SECRET and ONEMATTER_SSO_SECRET_FILE: one of the two.")
            }
            configuration.singleSignOnSecretFile = path
        }
        if let url = environment["DATABASE_URL"], !url.isEmpty { configuration.databaseURL = url }
        if let url = environment["ONEMATTER_OWNER_URL"], !url.isEmpty { configuration.ownerURL = url }
        configuration.messages = try MessageSettings(environment)
        configuration.network = try NetworkSettings(environment)
        return configuration
    }
}
