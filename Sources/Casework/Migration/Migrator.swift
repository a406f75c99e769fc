internal import FoundationEssentials
public import Postgres

/// Brings a database to the schema of this program.
public struct Migrator: Sendable {
    /// Number of the schema that this program works on.
    public static let version = 1

    let database: Database

    public init(_ database: Database) {
        self.database = database
    }

    /// Creates the schema in an empty database; does nothing if it is there.
    public func migrate() async throws {
        // One script is one transaction; the lock lets one of several processes create and the others find it done.
        switch try await found() {
        case Self.version: return
        case let other?: throw StartError.schemaUnknown(found: other, known: Self.version)
        case nil:
            do {
                try await database.script(
                    "select pg_advisory_xact_lock(hashtext('onematter.schema'));\n" + Self.schema)
            } catch let error as PostgresError where error.code == .server {
                // Another process was faster: its schema is there now.
                guard try await found() == Self.version else { throw error }
            }
        }
    }

    /// Throws a `StartError` unless the database has the schema of this program.
    public func requireCurrent() async throws {
        guard let found = try await found() else { throw StartError.schemaMissing }
        guard found == Self.version else { throw StartError.schemaUnknown(found: found, known: Self.version) }
    }

    private func found() async throws -> Int? {
        try await database.read { (db: borrowing Session) in
            let isThere = try db.query("select to_regclass('schema_version') is not null").first?.next(Bool.self)
            guard isThere == true else { return nil }
            return try db.query("select max(version) from schema_version").first?.next(Int?.self) ?? nil
        }
    }

    /// Text of `schema.sql`, which is compiled into the program.
    static var schema: String { String(decoding: PackageResources.schema_sql, as: UTF8.self) }
}
