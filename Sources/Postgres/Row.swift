/// One row, read column by column in the order of the select list.
///
/// A class, so that `rows.first?.next(Int.self)` and `rows.map { try $0.next(Int.self) }` can move the position.
public final class Row {
    private let result: ResultHandle
    private let index: Int
    private var nextColumn = 0

    init(result: ResultHandle, index: Int) {
        self.result = result
        self.index = index
    }

    /// The number of columns.
    public var count: Int { result.columnCount }

    /// Reads the next column.
    public func next<T: PostgresDecodable>(_ type: T.Type = T.self) throws(PostgresError) -> T {
        defer { nextColumn += 1 }
        return try self[nextColumn, as: type]
    }

    /// Reads the column at a position, which does not move `next`.
    public subscript<T: PostgresDecodable>(_ column: Int, as type: T.Type) -> T {
        get throws(PostgresError) {
            guard column < result.columnCount else {
                throw PostgresError(.decoding, "column \(column + 1) of \(result.columnCount) was asked for")
            }
            return try T(postgres: result.cell(row: index, column: column))
        }
    }
}
