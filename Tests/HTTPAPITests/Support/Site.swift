import Casework
import Foundation
import Hummingbird
import HummingbirdCore
import Identity
import Ledger
import Logging
import MatterCore
import Postgres
import ServiceLifecycle
import SingleSignOn
import Synchronization
import TestCluster
import Testing
import WorkflowFiles

@testable import HTTPAPI

/// The real application on a port of its own, over a database of its own with the sample organisations.
struct Site: Sendable {
    let port: Int
    let tokens: TokenKey
    let ledgerKey: LedgerKey
    let casework: Casework
    let clock: SiteClock
    private let group: ServiceGroup
    private let running: Task<Void, any Error>
    private let database: Database
    private let copy: TestDatabase
    private let directory: String

    static let folder = WorkflowFolder.read(
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../workflows").standardized.path)
    static let workflows = folder.workflows

    /// 2026-03-02, a Monday.
    static let now = Instant(milliseconds: 1_772_416_800_000)

    /// Sample mode with a cheap password hash and a key of its own.
    static func identity() -> IdentitySettings {
        var settings = IdentitySettings()
        settings.isSampleMode = true
        settings.cost = PasswordCost(logN: 10, r: 8, p: 1)
        settings.secrets = SecretBox(key: [UInt8](repeating: 7, count: 32))
        return settings
    }

    static func open(
        _ settings: HTTPSettings = HTTPSettings(), identity: IdentitySettings = Site.identity(),
        provider: Provider? = nil, logger: Logger? = nil
    ) async throws -> Site {
        let directory = FileManager.default.temporaryDirectory.appending(path: "onematter-http-\(UUID().uuidString)")
            .path
        let copy = try await TestCluster.freshDatabase(template: "http") { template in
            let owner = Database(DatabaseConfiguration(connectionString: template.connectionString))
            try await Migrator(owner).migrate()
            await owner.shutdown()
            let database = Database(DatabaseConfiguration(connectionString: template.applicationConnectionString))
            let casework = try Self.casework(database, directory, Site.identity(), SiteClock())
            try await casework.start()
            try await casework.loadSampleOrganisations()
            await database.shutdown()
        }
        let database = Database(DatabaseConfiguration(connectionString: copy.applicationConnectionString, poolSize: 4))
        let clock = SiteClock()
        let casework = try casework(database, directory, identity, clock)
        try await casework.start()
        let tokens = try await TokenKey(directory: directory)
        let key = try LedgerKey.random()
        let api = API(casework: casework, tokens: tokens, ledgerKey: key, provider: provider, settings: settings) {
            [Gauge(name: "onematter_pool_in_use", type: "gauge", help: "Connections in use.", value: 0)]
        }
        let (ports, port) = AsyncStream<Int>.makeStream()
        let logger = logger ?? Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let application = Application(
            router: api.router(), server: settings.server(),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: 0),
                availableConnectionsDelegate: MaximumAvailableConnections(settings.mostConnections, logger: logger)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: logger)
        var services = ServiceGroupConfiguration(services: [application], logger: logger)
        services.maximumGracefulShutdownDuration = .seconds(5)
        let group = ServiceGroup(configuration: services)
        let running = Task { try await group.run() }
        let found = try #require(await ports.first { _ in true })
        return Site(
            port: found, tokens: tokens, ledgerKey: key, casework: casework, clock: clock, group: group,
            running: running,
            database: database,
            copy: copy, directory: directory)
    }

    private static func casework(
        _ database: Database, _ directory: String, _ identity: IdentitySettings, _ clock: SiteClock
    ) throws -> Casework {
        Casework(
            database: database, workflows: workflows, notices: folder.notices,
            files: try FileStore(directory: "\(directory)/files"),
            identity: identity, clock: { clock.now })
    }

    /// Asks the server to stop, as a signal would, and waits until it has.
    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value
    }

    /// Gives everything that was committed its place in the ledger, as the server's sequencer does all the time.
    func sequence() async throws { try await Sequencer(casework, key: ledgerKey).sequence() }

    /// Changes the database as its owner, behind the server.
    func asOwner(_ script: String) async throws {
        let owner = Database(DatabaseConfiguration(connectionString: copy.connectionString, poolSize: 1))
        try await owner.script(script)
        await owner.shutdown()
    }

    /// From now on the database answers nobody.
    func loseDatabase() async { await database.shutdown() }

    /// The access log in order: kind, ground and subject of each entry.
    func accessLog() async throws -> [String] {
        let owner = Database(DatabaseConfiguration(connectionString: copy.connectionString, poolSize: 1))
        let entries = try await owner.read { (db: borrowing Session) in
            try db.query("select concat_ws('|', kind, ground, subject) from access_entry order by id").map {
                try $0.next(String.self)
            }
        }
        await owner.shutdown()
        return entries
    }

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
func atSite(
    _ settings: HTTPSettings = HTTPSettings(), identity: IdentitySettings = Site.identity(),
    provider: Provider? = nil, logger: Logger? = nil, _ body: (Site) async throws -> Void
) async throws {
    let site = try await Site.open(settings, identity: identity, provider: provider, logger: logger)
    do {
        try await body(site)
    } catch {
        try await site.close()
        throw error
    }
    try await site.close()
}

/// Time that moves when a test says so.
final class SiteClock: Sendable {
    private let instant = Mutex(Site.now)
    /// Since when it runs by itself; nil: it stands.
    private let running = Mutex<ContinuousClock.Instant?>(nil)

    var now: Instant {
        let passed = running.withLock { $0 }.map { (ContinuousClock.now - $0).milliseconds } ?? 0
        return Instant(milliseconds: instant.withLock { $0 }.milliseconds + passed)
    }

    /// From now on it shows real time, for tests with programs that know no other.
    func run() {
        instant.withLock { $0 = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
        running.withLock { $0 = .now }
    }

    func advance(seconds: Int64) {
        instant.withLock { $0 = Instant(milliseconds: $0.milliseconds + seconds * 1_000) }
    }
}
