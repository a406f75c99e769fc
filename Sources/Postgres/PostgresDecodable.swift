public import FoundationEssentials

/// A value that can be read from a column.
///
/// `RawRepresentable` types only need to declare the conformance.
public protocol PostgresDecodable {
    /// Reads the value or says what else was found.
    init(postgres cell: PostgresCell) throws(PostgresError)

    /// Reads an array of such values; only bytes are not a plain array to PostgreSQL.
    static func array(postgres cell: PostgresCell) throws(PostgresError) -> [Self]
}

extension PostgresDecodable {
    /// The binary form of an array: dimensions, a null flag, the element type, then length and bound of each dimension,
    /// then each element behind its length (-1 is null).
    public static func array(postgres cell: PostgresCell) throws(PostgresError) -> [Self] {
        let dimensions = try cell.integer(Int32.self)
        if dimensions == 0 { return [] }
        guard dimensions == 1 else { throw cell.mismatch("an array of one dimension") }
        let type = try cell.integer(UInt32.self, at: 8)
        let count = try cell.integer(Int32.self, at: 12)
        var offset = 20
        var values: [Self] = []
        for _ in 0..<max(0, count) {
            let length = Int(try cell.integer(Int32.self, at: offset))
            offset += 4
            values.append(
                try Self(postgres: cell.element(type: type, at: length < 0 ? nil : offset..<(offset + length))))
            offset += max(0, length)
        }
        return values
    }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        guard let value = Self(rawValue: try RawValue(postgres: cell)) else {
            throw cell.mismatch("a known \(Self.self)")
        }
        self = value
    }
}

extension PostgresDecodable where Self: FixedWidthInteger {
    /// Any integer column fits any integer type as long as the value does.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        let wide: Int64 =
            switch PostgresType(rawValue: cell.type) {
            case .int2: Int64(try cell.integer(Int16.self))
            case .int4: Int64(try cell.integer(Int32.self))
            case .int8: try cell.integer(Int64.self)
            default: throw cell.mismatch("an integer")
            }
        guard let value = Self(exactly: wide) else { throw cell.mismatch("an \(Self.self), but \(wide)") }
        self = value
    }
}

extension Int: PostgresDecodable {}
extension Int16: PostgresDecodable {}
extension Int32: PostgresDecodable {}
extension Int64: PostgresDecodable {}

extension UInt8: PostgresDecodable {
    /// `[UInt8]` is a `bytea`, or the bytes of a text or JSON column as they came, to be copied on without decoding.
    public static func array(postgres cell: PostgresCell) throws(PostgresError) -> [UInt8] {
        switch PostgresType(rawValue: cell.type) {
        case .bytea, .text, .varchar, .json: try cell.bytes()
        case .jsonb: try cell.bytes(from: 1)
        default: throw cell.mismatch("bytes")
        }
    }
}

extension Bool: PostgresDecodable {
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        guard cell.type == PostgresType.bool.rawValue else { throw cell.mismatch("a bool") }
        self = try cell.integer(UInt8.self) != 0
    }
}

extension Double: PostgresDecodable {
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        guard cell.type == PostgresType.float8.rawValue else { throw cell.mismatch("a double precision") }
        self = Double(bitPattern: try cell.integer(UInt64.self))
    }
}

extension String: PostgresDecodable {
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        switch PostgresType(rawValue: cell.type) {
        case .text, .varchar, .bpchar, .name, .char, .unknown, .json, .xml: self = try cell.text()
        // One byte of version comes before the text.
        case .jsonb: self = try cell.text(from: 1)
        case nil where cell.type >= PostgresType.firstUserDefined: self = try cell.text()
        default: throw cell.mismatch("text (cast it in SQL)")
        }
    }
}

extension UUID: PostgresDecodable {
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        guard cell.type == PostgresType.uuid.rawValue else { throw cell.mismatch("a uuid") }
        let b = try cell.bytes()
        guard b.count == 16 else { throw cell.mismatch("a uuid of 16 bytes") }
        self.init(
            uuid: (
                b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
            ))
    }
}

extension PostgresTimestamp: PostgresDecodable {
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        guard cell.type == PostgresType.timestamptz.rawValue else { throw cell.mismatch("a timestamptz") }
        let (value, overflow) = try cell.integer(Int64.self)
            .addingReportingOverflow(Self.postgresEpoch * 1_000_000)
        // The largest and smallest integers mean infinity; a legal instant is finite.
        guard !overflow, value != .min + Self.postgresEpoch * 1_000_000 else { throw cell.mismatch("a finite instant") }
        self.init(microsecondsSince1970: value)
    }
}

extension Date: PostgresDecodable {
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = try PostgresTimestamp(postgres: cell).date
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = cell.isNull ? nil : try Wrapped(postgres: cell)
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        self = try Element.array(postgres: cell)
    }
}
