internal import FoundationEssentials
internal import MatterCore
internal import Postgres

/// One row of one table. The coding keys are the columns, so a table's mapping is written once and serves both
/// directions: rows come as JSON and go as JSON, any number in one statement.
protocol TableRow: Codable {
    associatedtype CodingKeys: CodingKey, CaseIterable, RawRepresentable<String>
    static var table: String { get }
    static var primaryKey: [CodingKeys] { get }
}

extension TableRow {
    static var columns: [String] { CodingKeys.allCases.map(\.rawValue) }

    /// `select` of all columns as one JSON value; the clause begins with the table's alias if it has one.
    static func select(_ clause: Query) -> Query {
        let list = columns.joined(separator: ", ")
        return "select row_to_json(row) from (select \(raw: list) from \(raw: table) \(clause)) as row"
    }

    /// SQL of one row as a JSON value; null where the row of an outer join is not there.
    static func object(of alias: String) -> String {
        let list = columns.map { "\(alias).\($0)" }.joined(separator: ", ")
        return "(select row_to_json(row) from (select \(list)) as row)"
    }

    static func insert(_ rows: [Self]) throws -> Query {
        let list = columns.joined(separator: ", ")
        return """
            insert into \(raw: table) (\(raw: list))
            select \(raw: list) from json_populate_recordset(null::\(raw: table), \(try JSONText(rows)))
            """
    }

    /// Inserts new rows and replaces those that exist.
    static func upsert(_ rows: [Self]) throws -> Query {
        let key = primaryKey.map(\.rawValue)
        let others = columns.filter { !key.contains($0) }
        let new = others.map { "excluded.\($0)" }.joined(separator: ", ")
        return """
            \(try insert(rows)) on conflict (\(raw: key.joined(separator: ", "))) \
            do update set (\(raw: others.joined(separator: ", "))) = row (\(raw: new))
            """
    }

    /// Replaces rows that exist. The keys are named apart from the rows: what stands in JSON is a mystery to the planner,
    /// which would read the whole table.
    static func update(_ rows: [Self], keys: [Int64]) throws -> Query {
        let key = primaryKey[0].rawValue
        let others = columns.filter { $0 != key }
        let new = others.map { "new.\($0)" }.joined(separator: ", ")
        return """
            update \(raw: table) as old set (\(raw: others.joined(separator: ", "))) = row (\(raw: new))
            from json_populate_recordset(null::\(raw: table), \(try JSONText(rows))) as new
            where old.\(raw: key) = new.\(raw: key) and old.\(raw: key) = any(\(keys))
            """
    }
}

extension TableRow {
    init(json bytes: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(bytes)) }
}

/// A value as JSON text, to be a parameter.
struct JSONText: PostgresEncodable {
    let postgresText: String?

    init(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        postgresText = String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

extension ArraySlice<Rows> {
    /// The answer to the next statement of a batch.
    mutating func take() throws -> Rows {
        guard let rows = popFirst() else { throw CaseworkError.failed("a batch has fewer answers than statements") }
        return rows
    }
}

extension Row {
    /// Reads the next column as JSON.
    func json<T: Decodable>(_ type: T.Type = T.self) throws -> T {
        try JSONDecoder().decode(T.self, from: Data(try next([UInt8].self)))
    }

    /// Reads a column as JSON, without moving `next`.
    func json<T: Decodable>(_ type: T.Type = T.self, at column: Int) throws -> T {
        try JSONDecoder().decode(T.self, from: Data(try self[column, as: [UInt8].self]))
    }
}

/// An instant as PostgreSQL's JSON spells a `timestamptz` in UTC.
struct StoredInstant: Hashable, Codable {
    let instant: Instant

    init(_ instant: Instant) { self.instant = instant }

    init?(_ instant: Instant?) {
        guard let instant else { return nil }
        self.instant = instant
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Instant(databaseText: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is not an instant in UTC.")
        }
        self.instant = instant
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(instant.description)
    }
}

extension Instant {
    /// `2026-11-23T08:05:09.12+00:00`
    init?(databaseText text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 25, text.hasSuffix("+00:00"),
            let date = LegalDate(String(decoding: bytes[..<10], as: UTF8.self))
        else { return nil }
        func number(_ range: Range<Int>) -> Int64? { Int64(String(decoding: bytes[range], as: UTF8.self)) }
        guard let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19) else { return nil }
        var fraction = Array("000".utf8)
        if bytes[19] == UInt8(ascii: ".") {
            for (index, digit) in bytes[20..<(bytes.count - 6)].prefix(3).enumerated() { fraction[index] = digit }
        }
        guard let rest = Int64(String(decoding: fraction, as: UTF8.self)) else { return nil }
        self.init(
            milliseconds: Int64(date.dayNumber) * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1_000
                + rest)
    }
}
