/// The result of one statement. It belongs to the unit of work that asked for it: decode inside the closure.
public struct Rows {
    let result: ResultHandle

    /// Rows that the statement touched: inserted, updated, deleted or returned.
    public var affected: Int { result.affected }
}

extension Rows: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { result.rowCount }

    /// The row at a position, to be read from its first column.
    public subscript(position: Int) -> Row {
        precondition(indices.contains(position), "row \(position) of \(count)")
        return Row(result: result, index: position)
    }
}
