import EmbeddedPostgres
import Foundation

/// Where the test databases live, and `psql` to make them with.
struct TestServer: Sendable {
    /// Begins the name of every database of this process.
    let prefix = "onematter_test_\(ProcessInfo.processInfo.processIdentifier)_\(UInt32.random(in: 0...UInt32.max))"
    private let password = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    private let programs: String
    private let url: TestServerURL
    /// Keeps the server's lock.
    private let cluster: RunningCluster?

    static func start() async throws -> TestServer {
        if let given = ProcessInfo.processInfo.environment["ONEMATTER_TEST_DATABASE_URL"] {
            let server = TestServer(programs: "/usr/bin", url: TestServerURL(text: given), cluster: nil)
            try await server.makeApplicationLogin()
            try Caretaker.drop(databasesNamed: server.prefix, with: "\(server.programs)/psql", on: given)
            return server
        }
        // Under /tmp, because PostgreSQL's account can't enter a folder such as /root.
        let folder = "/tmp/onematter-test-\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: 0...9999))"
        try Caretaker.remove(folder)
        let cluster = try await PrivateCluster(directory: folder, settings: fast).start()
        let server = TestServer(
            programs: cluster.binaries, url: TestServerURL(text: cluster.connectionString), cluster: cluster)
        try await server.makeApplicationLogin()
        return server
    }

    /// Nothing here outlives the process, so nothing is written for a power failure.
    private static let fast = [
        "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "500",
        "shared_buffers": "256MB", "max_wal_size": "1GB",
    ]

    func connectionString(database: String) -> String { url.naming(database: database) }

    /// The login of this process: on somebody else's server several processes test at once.
    func applicationConnectionString(database: String) -> String {
        url.naming(database: database, user: prefix, password: password)
    }

    private func makeApplicationLogin() async throws {
        try await administer(
            """
            do $$ begin create role onematter_app nologin; exception when duplicate_object or unique_violation then null; end $$;
            create role \(prefix) login password '\(password)' in role onematter_app;
            """)
    }

    /// Runs one statement outside any test database.
    func administer(_ statement: String) async throws {
        try await psql(statement, database: "postgres")
    }

    func psql(_ script: String, database: String) async throws {
        let command = [
            "\(programs)/psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-",
            connectionString(database: database),
        ]
        // On a thread of its own: a copy of a database takes a while, and tasks have few threads to share.
        let (status, output) = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try Child.run(command, input: script) }) }
        }
        guard status == 0 else { throw TestClusterError(description: "psql failed: \(output)") }
    }
}

/// What went wrong while a test database was made.
struct TestClusterError: Error, CustomStringConvertible {
    let description: String
}
