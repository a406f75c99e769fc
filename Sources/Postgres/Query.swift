/// SQL text and its parameters, kept apart.
///
/// Written as a string literal: `"select title from matter where id = \(id)"`. An interpolated value becomes a parameter
/// (`$1`), never text, so no value can change the statement. `\(fragment)` of another query splices its text and
/// parameters; `\(raw:)` is for trusted text and `\(identifier:)` for a quoted name.
///
/// The server infers each parameter's type from its place; where it cannot, cast in SQL: `\(ids)::bigint[]`.
public struct Query: Sendable {
    /// Text between parameters: always one more than there are parameters. Numbers are given when the text is needed,
    /// which makes splicing a matter of appending.
    private(set) var pieces: [String]
    private(set) var parameters: [String?]
    /// False for the rare text that is not worth a place in the statement cache.
    private(set) var isPrepared = true

    /// The statement as the server sees it.
    public var sql: String {
        var text = pieces[0]
        for index in parameters.indices {
            text += "$\(index + 1)"
            text += pieces[index + 1]
        }
        return text
    }

    /// Trusted text without parameters.
    public init(raw sql: String) {
        pieces = [sql]
        parameters = []
    }

    static func once(raw sql: String) -> Query {
        var query = Query(raw: sql)
        query.isPrepared = false
        return query
    }

    private mutating func append(_ text: String) {
        pieces[pieces.count - 1] += text
    }

    private mutating func append(_ other: Query) {
        append(other.pieces[0])
        pieces.append(contentsOf: other.pieces.dropFirst())
        parameters.append(contentsOf: other.parameters)
    }

    public static func + (left: Query, right: Query) -> Query {
        var sum = left
        sum.append(right)
        return sum
    }

    public static func += (left: inout Query, right: Query) {
        left.append(right)
    }
}

extension Query: ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) {
        self.init(raw: value)
    }

    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.query
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var query = Query(raw: "")

        public init(literalCapacity: Int, interpolationCount: Int) {
            query.parameters.reserveCapacity(interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) {
            query.append(literal)
        }

        /// A value: becomes a parameter.
        public mutating func appendInterpolation(_ value: some PostgresEncodable) {
            query.parameters.append(value.postgresText)
            query.pieces.append("")
        }

        /// A fragment: its parameters are renumbered.
        public mutating func appendInterpolation(_ fragment: Query) {
            query.append(fragment)
        }

        /// Trusted SQL text; never anything a user typed.
        public mutating func appendInterpolation(raw sql: String) {
            query.append(sql)
        }

        /// A name of a table, role, channel and so on, quoted.
        public mutating func appendInterpolation(identifier name: String) {
            query.append(quotedIdentifier(name))
        }
    }
}

extension [Query] {
    /// All queries of the list with the separator between them.
    public func joined(separator: Query) -> Query {
        guard var result = first else { return "" }
        for query in dropFirst() {
            result += separator
            result += query
        }
        return result
    }
}

/// `name` as SQL reads it whatever it holds.
func quotedIdentifier(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
