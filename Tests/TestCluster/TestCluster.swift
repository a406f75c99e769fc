import EmbeddedPostgres
import Foundation

/// The PostgreSQL server of this test process: a private cluster that vanishes with the process, or the server that
/// `ONEMATTER_TEST_DATABASE_URL` names.
///
/// ```swift
/// let database = try await TestCluster.freshDatabase(template: "schema") { template in
///     // create tables as the owner; runs once a process, and must close its connections
/// }
/// defer { … }  // await database.drop() when the test is over, or leave it to the end of the process
/// ```
public actor TestCluster {
    /// The one of this process, started on first use.
    public static var shared: TestCluster {
        get async throws { try await starting.value }
    }

    private static let starting = Task { try await TestCluster() }

    /// A database of its own for one test or suite: a copy of a template that is prepared once a process.
    ///
    /// - Parameters:
    ///   - name: Names the template; callers that give the same name share it, and the first one's `prepare` counts.
    ///   - prepare: Fills the empty template and closes its connections.
    public static func freshDatabase(
        template name: String, prepare: @escaping @Sendable (_ template: TestDatabase) async throws -> Void
    ) async throws -> TestDatabase {
        try await shared.copy(ofTemplate: name, prepare: prepare)
    }

    /// An empty database of its own.
    public static func emptyDatabase() async throws -> TestDatabase {
        try await shared.create(from: "template0")
    }

    private let server: TestServer
    private var templates: [String: Task<String, any Error>] = [:]
    private var count = 0

    private init() async throws {
        server = try await TestServer.start()
    }

    private func copy(
        ofTemplate name: String, prepare: @escaping @Sendable (TestDatabase) async throws -> Void
    ) async throws -> TestDatabase {
        // A task, so that suites that ask at once wait for one preparation.
        let template =
            templates[name]
            ?? Task { [self] in
                let database = try await create(from: "template0")
                try await prepare(database)
                return database.name
            }
        templates[name] = template
        return try await create(from: template.value)
    }

    private func create(from template: String) async throws -> TestDatabase {
        count += 1
        let name = "\(server.prefix)_\(count)"
        try await server.administer("create database \(name) template \(template)")
        return TestDatabase(name: name, server: server)
    }
}
