internal import CLibpq
internal import Glibc

/// One open connection. Every call blocks; it is used on one thread at a time.
///
/// It stays in pipeline mode, which knows prepared statements only, except while a script runs.
@safe
final class Wire {
    /// What the server answers to, in order.
    enum Step {
        case prepare(name: String, sql: String)
        case execute
    }

    let connection: OpaquePointer
    let canceller: Canceller
    var statements = StatementCache()
    /// A lost connection is never used again.
    var isLost = false
    /// Answers that nobody has waited for yet; see `sendWithoutWaiting`.
    var owedAnswers: [Step] = []

    init(_ configuration: DatabaseConfiguration) throws(PostgresError) {
        unsafe connection = try unsafe Self.connect(configuration)
        canceller = unsafe Canceller(PQgetCancel(connection))
        do {
            try script(configuration.settings)
        } catch {
            throw PostgresError(.connection, error.message)
        }
    }

    deinit { unsafe PQfinish(connection) }

    private static func connect(_ configuration: DatabaseConfiguration) throws(PostgresError) -> OpaquePointer {
        let parameters = configuration.connectionParameters
        let keywords = CStrings(parameters.map(\.keyword))
        let values = CStrings(parameters.map(\.value))
        let connection = unsafe keywords.withPointers { keywords in
            unsafe values.withPointers { values in unsafe PQconnectdbParams(keywords, values, 1) }
        }
        guard let connection = unsafe connection else { throw PostgresError(.connection, "no memory for a connection") }
        guard unsafe PQstatus(connection) == CONNECTION_OK else {
            defer { unsafe PQfinish(connection) }
            throw unsafe PostgresError(.connection, String(cString: PQerrorMessage(connection)))
        }
        // Without a handler libpq prints notices to standard error.
        unsafe PQsetNoticeReceiver(connection, { _, _ in }, nil)
        return unsafe connection
    }

    /// Whether the server hung up while nobody looked: an idle connection has nothing to read. Asking costs no trip.
    func checkIdle() -> Bool {
        guard !isLost, (try? collectOwedAnswers()) != nil else { return false }
        var descriptor = unsafe pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&descriptor, 1, 0) != 0 else { return true }
        // A changed server setting is no reason to give up the connection; end of file is.
        return unsafe PQconsumeInput(connection) == 1 && PQstatus(connection) == CONNECTION_OK
            && PQtransactionStatus(connection) == PQTRANS_IDLE
    }

    /// Runs several statements at once by the simple protocol, which knows no parameters. One transaction unless the
    /// text says otherwise; a transaction that the text leaves open is rolled back and is an error.
    func script(_ sql: String) throws(PostgresError) {
        guard !sql.utf8.contains(0) else { throw PostgresError(.encoding, "SQL text may not hold a zero byte") }
        _ = unsafe PQexitPipelineMode(connection)
        _ = unsafe PQsetnonblocking(connection, 0)
        defer {
            _ = unsafe PQsetnonblocking(connection, 1)
            _ = unsafe PQenterPipelineMode(connection)
        }
        guard let pointer = unsafe PQexec(connection, sql) else { throw lost() }
        let result = unsafe ResultHandle(pointer)
        let failure = result.status == PGRES_FATAL_ERROR ? noting(result.error()) : nil
        let isIdle = unsafe PQtransactionStatus(connection) == PQTRANS_IDLE
        if !isIdle, !isLost {
            // PQexec frees nothing: the result goes with its handle.
            guard let rollback = unsafe PQexec(connection, "rollback") else { throw lost() }
            _ = unsafe ResultHandle(rollback)
            isLost = unsafe PQtransactionStatus(connection) != PQTRANS_IDLE
        }
        if let failure { throw failure }
        guard isIdle else { throw PostgresError(.server, "the script left a transaction open; it was rolled back") }
    }

    /// Marks the connection as lost and says what libpq says.
    func lost() -> PostgresError {
        isLost = true
        return unsafe PostgresError(.connection, String(cString: PQerrorMessage(connection)))
    }

    /// Marks the connection as lost when the error means that.
    func noting(_ error: PostgresError) -> PostgresError {
        // What was prepared no longer fits the schema (0A000) or is gone (26000): only a new connection is sure to help.
        if error.sqlState == "0A000" || error.sqlState == "26000" { isLost = true }
        guard unsafe error.code == .connection || PQstatus(connection) != CONNECTION_OK else { return error }
        isLost = true
        var error = error
        error.code = .connection
        return error
    }
}
