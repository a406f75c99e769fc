internal import CLibpq

/// Owns one libpq result and frees it with the last row that refers to it.
@safe
final class ResultHandle {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) {
        unsafe self.result = unsafe result
    }

    deinit { unsafe PQclear(result) }

    var status: ExecStatusType { unsafe PQresultStatus(result) }
    var rowCount: Int { unsafe Int(PQntuples(result)) }
    var columnCount: Int { unsafe Int(PQnfields(result)) }
    var affected: Int { unsafe Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// The command as the server names it: `COMMIT`, but `ROLLBACK` when a failed transaction was to be committed.
    var commandTag: String { unsafe String(cString: PQcmdStatus(result)) }

    func cell(row: Int, column: Int) -> PostgresCell {
        let (row, index) = (Int32(row), Int32(column))
        let isNull = unsafe PQgetisnull(result, row, index) == 1
        let bytes =
            unsafe isNull
            ? nil
            : UnsafeRawBufferPointer(start: PQgetvalue(result, row, index), count: Int(PQgetlength(result, row, index)))
        return unsafe PostgresCell(type: PQftype(result, index), bytes: bytes, owner: self, column: column)
    }

    func name(ofColumn column: Int) -> String {
        unsafe String(cString: PQfname(result, Int32(column)))
    }

    /// libpq's field letters are character macros, which Swift does not import.
    enum Field: Character {
        case severity = "V"
        case sqlState = "C"
        case message = "M"
        case detail = "D"
        case hint = "H"
        case schema = "s"
        case table = "t"
        case column = "c"
        case constraint = "n"
    }

    private func field(_ field: Field) -> String? {
        let letter = Int32(field.rawValue.asciiValue ?? 0)
        guard let text = unsafe PQresultErrorField(result, letter) else { return nil }
        return unsafe String(cString: text)
    }

    /// What the server, or libpq for it, says about a failed statement.
    func error() -> PostgresError {
        let state = field(.sqlState)
        let isFatal = field(.severity) == "FATAL" || field(.severity) == "PANIC"
        let isLost = isFatal || state.map { $0.hasPrefix("08") || $0.hasPrefix("57P") } ?? true
        let message = unsafe field(.message) ?? String(cString: PQresultErrorMessage(result))
        var error = PostgresError(isLost ? .connection : state == "57014" ? .timeout : .server, message)
        error.sqlState = state
        error.detail = field(.detail)
        error.hint = field(.hint)
        error.schema = field(.schema)
        error.table = field(.table)
        error.column = field(.column)
        error.constraint = field(.constraint)
        return error
    }
}
