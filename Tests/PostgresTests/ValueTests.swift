import FoundationEssentials
import Postgres
import Testing

private enum Colour: String, PostgresEncodable, PostgresDecodable {
    case red, green
}

@Suite(.timeLimit(.minutes(1))) struct ValueTests {
    /// Sends a value as a parameter of the named type and reads it back.
    private func roundTrip<T: PostgresEncodable & PostgresDecodable & Sendable & Equatable>(
        _ values: [T], _ type: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await withDatabase(poolSize: 1) { database in
            let read = try await database.read { (db: borrowing Session) in
                try db.query(values.map { "select \($0)::\(raw: type)" }).map { try $0.first?.next(T.self) }
            }
            #expect(read == values, sourceLocation: sourceLocation)
        }
    }

    @Test func scalars() async throws {
        try await roundTrip([true, false], "bool")
        try await roundTrip([Int16.min, 0, Int16.max], "int2")
        try await roundTrip([Int32.min, 0, Int32.max], "int4")
        try await roundTrip([Int64.min, 0, Int64.max], "int8")
        try await roundTrip([Int.min, 0, Int.max], "int8")
        try await roundTrip([0, -1.5, .pi, .infinity, -.infinity, .leastNonzeroMagnitude, 1e300], "float8")
        try await roundTrip([UUID(), UUID()], "uuid")
        try await roundTrip([Colour.red, .green], "text")
    }

    @Test func text() async throws {
        let strings = ["", " ", "NULL", "'", "\"", "\\", "\\x00", "$1", "破产一件事 🏛️ é", "line\nbreak\ttab"]
        try await roundTrip(strings, "text")
        try await roundTrip(strings, "varchar")
        try await roundTrip([strings], "text[]")
    }

    @Test func bytes() async throws {
        try await roundTrip([[], [0], Array(0...255), [92, 120, 48]] as [[UInt8]], "bytea")
        try await roundTrip([[[], [0, 255], [34, 92]]] as [[[UInt8]]], "bytea[]")
    }

    @Test func nulls() async throws {
        try await roundTrip([nil, 7] as [Int?], "int8")
        try await roundTrip([nil, "", "null"] as [String?], "text")
        try await roundTrip([nil, [1, 2]] as [[UInt8]?], "bytea")
        try await roundTrip([nil, []] as [[Int]?], "int8[]")
        try await roundTrip([nil, Date(timeIntervalSinceReferenceDate: 0)] as [Date?], "timestamptz")
    }

    @Test func arrays() async throws {
        try await roundTrip([[], [Int64.min, 0, Int64.max]] as [[Int64]], "int8[]")
        try await roundTrip([[nil, 1, nil]] as [[Int32?]], "int4[]")
        try await roundTrip([[nil, "NULL", "", "a,b", "{}", "\"", "\\", "\\\"", "破"]] as [[String?]], "text[]")
        try await roundTrip([[true, false]], "bool[]")
        try await roundTrip([[UUID(), UUID()]], "uuid[]")
        try await roundTrip([[1.5, -0.1]], "float8[]")
    }

    @Test(arguments: [
        (0, "1970-01-01 00:00:00Z"), (1, "1970-01-01 00:00:00.000001Z"), (-1, "1969-12-31 23:59:59.999999Z"),
        (946_684_800_000_000, "2000-01-01 00:00:00Z"), (951_782_400_123_456, "2000-02-29 00:00:00.123456Z"),
        (4_107_542_399_000_000, "2100-02-28 23:59:59Z"), (-62_135_596_800_000_001, "0001-12-31 23:59:59.999999Z BC"),
        (-63_549_360_000_000_000, "0045-03-15 00:00:00Z BC"), (253_402_300_800_000_000, "10000-01-01 00:00:00Z"),
    ])
    func instants(microseconds: Int64, literal: String) async throws {
        let instant = PostgresTimestamp(microsecondsSince1970: microseconds)
        try await withDatabase(poolSize: 1) { database in
            try await database.read { (db: borrowing Session) in
                let row = try #require(
                    try db.query("select \(literal)::timestamptz, \(instant)::timestamptz = \(literal)::timestamptz")
                        .first)
                #expect(try row.next(PostgresTimestamp.self) == instant)
                #expect(try row.next(Bool.self))
            }
        }
    }

    @Test func dates() async throws {
        let instants = [-978_307_200_000_001, 0, 1_795_000_000_123_456].map(
            PostgresTimestamp.init(microsecondsSince1970:))
        for instant in instants { #expect(PostgresTimestamp(instant.date) == instant) }
        try await roundTrip(instants.map(\.date), "timestamptz")
        try await withDatabase(poolSize: 1) { database in
            let error = await postgresError {
                _ = try await database.read { (db: borrowing Session) in
                    try db.query("select 'infinity'::timestamptz").first?.next(Date.self)
                }
            }
            #expect(error?.code == .decoding)
        }
    }

    @Test func jsonComesAsTextOrAsBytes() async throws {
        let json = #"{"n": [1, null], "名": "a\"b"}"#
        try await withDatabase(poolSize: 1) { database in
            try await database.read { (db: borrowing Session) in
                let row = try #require(
                    try db.query(
                        "select \(json)::jsonb, (\(json)::jsonb)::text, \(json)::json, \(json)::jsonb, \(json)::json"
                    ).first)
                for _ in 0..<3 { #expect(try row.next(String.self) == json) }
                for _ in 0..<2 { #expect(try row.next([UInt8].self) == Array(json.utf8)) }
            }
        }
    }

    @Test func enumsOfTheServerAreText() async throws {
        try await withDatabase(poolSize: 1) { database in
            try await database.write { (db: borrowing Session) in
                try db.execute("create type pg_temp.colour as enum ('red', 'green')")
                #expect(try db.query("select 'green'::pg_temp.colour").first?.next(Colour.self) == .green)
            }
        }
    }

    /// What does not fit is an error that names the column, never a wrong value.
    @Test func misfitsAreErrors() async throws {
        try await withDatabase(poolSize: 1) { database in
            try await database.read { (db: borrowing Session) in
                let row = try #require(
                    try db.query("select 70000 as big, null::text as none, 'blue' as colour, 1.5::numeric as amount")
                        .first)
                #expect(try row[0, as: Int.self] == 70_000)
                #expect(throws: PostgresError.self) { try row[0, as: Int16.self] }
                #expect(throws: PostgresError.self) { try row[0, as: String.self] }
                #expect(throws: PostgresError.self) { try row[1, as: String.self] }
                #expect(throws: PostgresError.self) { try row[2, as: Colour.self] }
                #expect(throws: PostgresError.self) { try row[3, as: Double.self] }
                #expect(throws: PostgresError.self) { try row[4, as: Int.self] }
                do throws(PostgresError) {
                    _ = try row[1, as: String.self]
                } catch {
                    #expect(error.code == .decoding)
                    #expect(error.message.contains("\"none\" holds null"))
                }
            }
        }
    }

    @Test func aTextWithAZeroByteIsRefusedBeforeItIsCutShort() async throws {
        try await withDatabase(poolSize: 1) { database in
            let error = await postgresError {
                _ = try await database.read { (db: borrowing Session) in try db.execute("select \("a\0b")::text") }
            }
            #expect(error?.code == .encoding)
            try await expectAlive(database)
        }
    }

    @Test func rowsAreACollection() async throws {
        try await withDatabase(poolSize: 1) { database in
            try await database.read { (db: borrowing Session) in
                let rows = try db.query("select n, n * n from generate_series(1, 3) n")
                #expect(rows.count == 3)
                #expect(rows.affected == 3)
                #expect(try rows.map { row in try row.next(Int.self) * row.next(Int.self) } == [1, 8, 27])
                #expect(try rows.last?[1, as: Int.self] == 9)
                #expect(try db.query("select 1 where false").first == nil)
            }
        }
    }
}
