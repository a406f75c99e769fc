/// What went wrong, with the server's own fields where it was the server that said no.
///
/// Nothing in here is meant for a client of the program: texts may quote data.
public struct PostgresError: Error, Sendable {
    /// The kind of failure; new ones may be added, so a `switch` needs a default.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String {
            case server, connection, commitUnknown, poolExhausted, closed, cancelled, timeout, decoding, encoding
        }
        private let kind: Kind

        /// The server refused a statement; `sqlState`, `constraint` and the like say why.
        public static let server = Code(kind: .server)
        /// The connection could not be opened or was lost before commit was sent: nothing was stored.
        public static let connection = Code(kind: .connection)
        /// The connection was lost while commit was under way: it may or may not have been stored.
        public static let commitUnknown = Code(kind: .commitUnknown)
        /// No connection became free within the lease timeout.
        public static let poolExhausted = Code(kind: .poolExhausted)
        /// The database was shut down.
        public static let closed = Code(kind: .closed)
        /// The task was cancelled; nothing was stored.
        public static let cancelled = Code(kind: .cancelled)
        /// The server ended the statement (statement timeout, or an administrator).
        public static let timeout = Code(kind: .timeout)
        /// A column did not hold what the program asked for.
        public static let decoding = Code(kind: .decoding)
        /// A value cannot be sent to PostgreSQL.
        public static let encoding = Code(kind: .encoding)

        public var description: String { kind.rawValue }
    }

    /// The kind of failure.
    public var code: Code
    /// One sentence.
    public var message: String
    /// Five letters from the server, for example `23505`.
    public var sqlState: String?
    public var detail: String?
    public var hint: String?
    public var schema: String?
    public var table: String?
    public var column: String?
    /// The violated constraint; constraint names are an interface of the schema.
    public var constraint: String?

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension PostgresError {
    /// Whether running the same unit again from the start may succeed: serialisation failure or deadlock.
    public var isRetryable: Bool { sqlState == "40001" || sqlState == "40P01" }
}

extension PostgresError: CustomStringConvertible {
    public var description: String {
        let fields = [
            ("sqlState", sqlState), ("detail", detail), ("hint", hint), ("schema", schema), ("table", table),
            ("column", column), ("constraint", constraint),
        ]
        let known = fields.compactMap { name, value in value.map { ", \(name): \($0)" } }
        return "PostgresError(\(code): \(message)\(known.joined()))"
    }
}
