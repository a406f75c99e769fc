import ArgumentParser
import Casework
import EmbeddedPostgres
import Postgres

/// Brings a database to the schema of this program.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Creates or upgrades the schema of DATABASE_URL, or of the embedded database."
    )

    @OptionGroup var data: DataOptions

    func run() async throws {
        let configuration = try data.configuration()
        let cluster = try await startCluster(configuration)
        let database = Database(
            DatabaseConfiguration(
                connectionString: configuration.ownerURL ?? configuration.databaseURL ?? cluster?.connectionString
                    ?? "", poolSize: 1))
        do {
            try await Migrator(database).migrate()
        } catch {
            await database.shutdown()
            try await cluster?.stop()
            throw error
        }
        await database.shutdown()
        try await cluster?.stop()
        printLine("The database has schema \(Migrator.version).")
    }
}
