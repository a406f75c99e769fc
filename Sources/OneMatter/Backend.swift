import Casework
import EmbeddedPostgres
import Foundation
import Ledger
import MatterCore
import Postgres
import WorkflowFiles

/// The parts below HTTP, started in order and stopped in reverse.
struct Backend: Sendable {
    let database: Database
    /// Of further connections as the server signs in.
    let connection: DatabaseConfiguration
    let casework: Casework
    let ledgerKey: LedgerKey
    let cluster: RunningCluster?

    /// Starts the embedded database or connects to the given one, and refuses what it does not understand.
    ///
    /// - Parameters:
    ///   - identity: How people sign in; nil: as the configuration says.
    ///   - joinsServer: Use the embedded database of a server that runs in the same data folder, if there is one.
    static func start(
        _ configuration: Configuration, identity: IdentitySettings? = nil, joinsServer: Bool = false
    ) async throws -> Backend {
        let identity = try identity ?? settings(configuration)
        let folder = try readWorkflows(WorkflowDirectory.find(configuration.workflows))
        let joined =
            joinsServer && configuration.databaseURL == nil
            ? try privateCluster(configuration).connectionStringOfRunning(user: ApplicationLogin.embedded) : nil
        let cluster = joined == nil ? try await startCluster(configuration) : nil
        let connection = DatabaseConfiguration(
            connectionString: configuration.databaseURL ?? joined
                ?? cluster?.connectionString(user: ApplicationLogin.embedded) ?? "")
        let database = Database(connection)
        do {
            // The embedded database is ours to make; a given one gets its schema from `onematter migrate`.
            if let cluster { try await prepare(cluster) }
            let casework = Casework(
                database: database, workflows: folder.workflows, notices: folder.notices,
                files: try FileStore(directory: "\(configuration.data)/files"), identity: identity,
                hashAlgorithm: configuration.ledgerHash, clock: now)
            try await casework.start()
            if cluster != nil, configuration.loadsSample, try await !casework.hasOrganisations() {
                report("Loading sample organisations and people")
                try await casework.loadSampleOrganisations()
            }
            let key = try LedgerKey(file: configuration.ledgerKey ?? "\(configuration.data)/ledger-key.pem")
            return Backend(
                database: database, connection: connection, casework: casework, ledgerKey: key, cluster: cluster)
        } catch {
            await database.shutdown()
            try await cluster?.stop()
            throw explained(error)
        }
    }

    private static func settings(_ configuration: Configuration) throws -> IdentitySettings {
        var settings = IdentitySettings()
        settings.isSampleMode = configuration.isSampleMode
        settings.secondFactorRoles = configuration.secondFactorRoles
        settings.secrets = try SecretsKey.read(configuration)
        return settings
    }

    /// The one thing that is done as the owner of the embedded database.
    private static func prepare(_ cluster: RunningCluster) async throws {
        let owner = Database(DatabaseConfiguration(connectionString: cluster.connectionString, poolSize: 1))
        do {
            try await Migrator(owner).migrate()
            try await Migrator(owner).makeApplicationLogin()
        } catch {
            await owner.shutdown()
            throw error
        }
        await owner.shutdown()
    }

    /// A database that does not answer is the usual reason, and the person at the console can mend it.
    private static func explained(_ error: any Error) -> any Error {
        guard let error = error as? PostgresError, error.code == .connection else { return error }
        let reason = error.message.split(separator: "\n").joined(separator: " ")
        return Failure("The database does not answer (\(reason)); see that it runs and that DATABASE_URL is right.")
    }

    /// First the pool, then the cluster; the server is down by now.
    func stop() async throws {
        await database.shutdown()
        try await cluster?.stop()
    }
}

/// All definitions and holiday notices of the folder; every fault is named.
func readWorkflows(_ directory: String) throws -> WorkflowFolder {
    let folder = WorkflowFolder.read(directory)
    guard folder.findings.isEmpty else {
        let lines = folder.findings.map { "\($0.file): \($0.path): \($0.message)" }
        throw Failure("The definitions in \(directory) have faults:\n\(lines.joined(separator: "\n"))")
    }
    guard !folder.workflows.isEmpty else {
        throw Failure("There are no definitions in \(directory); name their folder in ONEMATTER_WORKFLOWS.")
    }
    // The gate: a definition that was not explored, or not found sound, is not used.
    let faults = folder.workflows.flatMap { $0.check().findings }
    guard faults.isEmpty else {
        let lines = faults.map { "\($0.code): \($0.message)" }
        throw Failure("The definitions in \(directory) do not pass the gate:\n\(lines.joined(separator: "\n"))")
    }
    return folder
}

/// Nil if a database is given.
func startCluster(_ configuration: Configuration) async throws -> RunningCluster? {
    guard configuration.databaseURL == nil else { return nil }
    return try await privateCluster(configuration).start()
}

private func privateCluster(_ configuration: Configuration) -> PrivateCluster {
    PrivateCluster(directory: "\(configuration.data)/postgres", report: report)
}

@Sendable func now() -> Instant {
    Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
}
