/// A database that one test or suite has to itself.
public struct TestDatabase: Sendable {
    let name: String
    let server: TestServer

    /// A libpq connection string of the owner.
    public var connectionString: String { server.connectionString(database: name) }

    /// The same for a login that owns nothing: the member of `onematter_app` that a server would use.
    public var applicationConnectionString: String { server.applicationConnectionString(database: name) }

    /// Removes it, ending its sessions. What isn't dropped goes with the process.
    public func drop() async throws {
        try await server.administer("drop database if exists \(name) with (force)")
    }

    /// Runs SQL text of any number of statements, for schemas and fixtures.
    public func run(script: String) async throws {
        try await server.psql(script, database: name)
    }
}
