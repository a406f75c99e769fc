import Casework
import Foundation
import HTTPAPI
import Identity
import Logging
import MatterCore
import Postgres
import ServiceLifecycle
import TestCluster

@testable import OneMatter

/// The whole application in this process, on a database of its own and a free port.
struct Site: Sendable {
    let url: String
    let casework: Casework
    let key: TokenKey
    let database: TestDatabase

    var client: DemoClient { DemoClient(url) }

    /// Signs in everyone in the demonstration.
    func tokens() async throws -> DemoTokens {
        try await .signedIn(client)
    }

    static func run(_ body: @Sendable (Site) async throws -> Void) async throws {
        let database = try await TestCluster.emptyDatabase()
        let folder = "/tmp/onematter-site-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await Migrator.run(on: database)
        var configuration = Configuration()
        configuration.port = 0
        configuration.data = folder
        configuration.databaseURL = database.applicationConnectionString
        configuration.workflows = Theatre.directory
        let key = try await TokenKey(directory: folder)
        // The database is given, but as private as an embedded one.
        var identity = IdentitySettings()
        identity.isSampleMode = true
        identity.cost = PasswordCost(logN: 10, r: 8, p: 1)
        let backend = try await Backend.start(configuration, identity: identity)
        try await backend.casework.loadSampleOrganisations()

        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        // The server keeps the id of a request in the logger, so one that forgets everything will not do.
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let application = try buildApplication(configuration, backend, tokens: key, logger: logger) { port in
            running.yield(port)
        }
        let group = ServiceGroup(configuration: .init(services: [application], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await port in ports.prefix(1) {
                let site = Site(
                    url: "http://127.0.0.1:\(port)", casework: backend.casework, key: key, database: database)
                do {
                    try await body(site)
                } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        try await backend.stop()
        try await database.drop()
    }
}

extension Migrator {
    fileprivate static func run(on database: TestDatabase) async throws {
        let connections = Database(DatabaseConfiguration(connectionString: database.connectionString))
        try await Migrator(connections).migrate()
        await connections.shutdown()
    }
}
