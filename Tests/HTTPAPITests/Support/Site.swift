import Casework
import Foundation
import Hummingbird
import Logging
import MatterCore
import Postgres
import ServiceLifecycle
import TestCluster
import Testing
import WorkflowFiles

@testable import HTTPAPI

/// The real application on a port of its own, over a database of its own with the sample organisations.
struct Site: Sendable {
    let port: Int
    let tokens: TokenKey
    let casework: Casework
    private let group: ServiceGroup
    private let running: Task<Void, any Error>
    private let database: Database
    private let copy: TestDatabase
    private let directory: String

    static let workflows = WorkflowFolder.read(
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../workflows").standardized.path
    ).workflows

    /// 2026-03-02, a Monday.
    static let now = Instant(milliseconds: 1_772_416_800_000)

    static func open() async throws -> Site {
        let directory = FileManager.default.temporaryDirectory.appending(path: "onematter-http-\(UUID().uuidString)")
            .path
        let copy = try await TestCluster.freshDatabase(template: "http") { connectionString in
            let database = Database(DatabaseConfiguration(connectionString: connectionString))
            try await Migrator(database).migrate()
            let casework = try Self.casework(database, directory)
            try await casework.start()
            try await casework.loadSampleOrganisations()
            await database.shutdown()
        }
        let database = Database(DatabaseConfiguration(connectionString: copy.connectionString, poolSize: 4))
        let casework = try casework(database, directory)
        try await casework.start()
        let tokens = try await TokenKey(directory: directory)
        let api = API(casework: casework, tokens: tokens) {
            [Gauge(name: "onematter_pool_in_use", type: "gauge", help: "Connections in use.", value: 0)]
        }
        let (ports, port) = AsyncStream<Int>.makeStream()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let application = Application(
            router: api.router(), server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: logger)
        var services = ServiceGroupConfiguration(services: [application], logger: logger)
        services.maximumGracefulShutdownDuration = .seconds(5)
        let group = ServiceGroup(configuration: services)
        let running = Task { try await group.run() }
        let found = try #require(await ports.first { _ in true })
        return Site(
            port: found, tokens: tokens, casework: casework, group: group, running: running, database: database,
            copy: copy, directory: directory)
    }

    private static func casework(_ database: Database, _ directory: String) throws -> Casework {
        Casework(
            database: database, workflows: workflows, files: try FileStore(directory: "\(directory)/files"),
            clock: { Site.now })
    }

    /// Asks the server to stop, as a signal would, and waits until it has.
    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value
    }

    /// From now on the database answers nobody.
    func loseDatabase() async { await database.shutdown() }

    func close() async throws {
        try await stop()
        await database.shutdown()
        try await copy.drop()
        try FileManager.default.removeItem(atPath: directory)
    }

    /// Someone with a token.
    func person(_ role: Role, _ organisation: OrganisationID, _ name: String = "示例") async throws -> Person {
        let token = try await tokens.issue(
            role: role, organisation: organisation, name: name, at: Date(), lifetime: 3_600)
        return Person(port: port, token: token, id: "\(role.rawValue):\(organisation):\(name)")
    }

    var judge: Person { get async throws { try await person(.judge, "COURT-330603") } }
    var administrator: Person { get async throws { try await person(.administrator, "FIRM-A") } }
    var nobody: Person { Person(port: port, token: nil, id: "") }
}

/// Runs a test at a site of its own.
func atSite(_ body: (Site) async throws -> Void) async throws {
    let site = try await Site.open()
    do {
        try await body(site)
    } catch {
        try await site.close()
        throw error
    }
    try await site.close()
}
