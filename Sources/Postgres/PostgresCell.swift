/// One value of a result, in PostgreSQL's binary form. Types of a program decode themselves from it, usually through a
/// built-in type: `init(postgres cell: PostgresCell) { try self.init(Int64(postgres: cell)) }`.
@safe
public struct PostgresCell {
    /// The server's number of the type.
    let type: UInt32
    /// nil is SQL null. Points into the result, which `owner` keeps alive.
    private let bytes: UnsafeRawBufferPointer?
    private let owner: ResultHandle
    /// For error messages.
    private let column: Int

    init(type: UInt32, bytes: UnsafeRawBufferPointer?, owner: ResultHandle, column: Int) {
        self.type = type
        unsafe self.bytes = unsafe bytes
        self.owner = owner
        self.column = column
    }

    /// Whether the value is SQL null.
    public var isNull: Bool { unsafe bytes == nil }

    /// The number of bytes of the binary form.
    var count: Int { unsafe bytes?.count ?? 0 }

    /// The bytes after the first `offset`, or an error when the value is null.
    func bytes(from offset: Int = 0) throws(PostgresError) -> [UInt8] {
        guard let bytes = unsafe bytes else { throw mismatch("a value") }
        return unsafe Array(bytes[offset...])
    }

    /// The text after the first `offset` bytes.
    func text(from offset: Int = 0) throws(PostgresError) -> String {
        guard let bytes = unsafe bytes else { throw mismatch("text") }
        guard let text = unsafe String(validating: bytes[offset...], as: UTF8.self) else { throw mismatch("UTF-8") }
        return text
    }

    /// A big-endian integer at `offset`.
    func integer<T: FixedWidthInteger>(_ type: T.Type, at offset: Int = 0) throws(PostgresError) -> T {
        guard let bytes = unsafe bytes, bytes.count >= offset + MemoryLayout<T>.size else {
            throw mismatch("an integer of \(MemoryLayout<T>.size) bytes")
        }
        return unsafe T(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
    }

    /// A part of this value as a value of its own: an element of an array.
    func element(type: UInt32, at range: Range<Int>?) throws(PostgresError) -> PostgresCell {
        guard let range else { return unsafe PostgresCell(type: type, bytes: nil, owner: owner, column: column) }
        guard let bytes = unsafe bytes, range.lowerBound >= 0, range.upperBound <= bytes.count else {
            throw mismatch("an array")
        }
        let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
        return unsafe PostgresCell(type: type, bytes: part, owner: owner, column: column)
    }

    /// The error for a value that is not what was asked for.
    public func mismatch(_ expected: String) -> PostgresError {
        let found = isNull ? "null" : PostgresType(rawValue: type).map { "\($0)" } ?? "type \(type)"
        return PostgresError(.decoding, "column \"\(owner.name(ofColumn: column))\" holds \(found), not \(expected)")
    }
}
