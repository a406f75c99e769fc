internal import CLibpq
internal import Glibc

extension Wire {
    /// Sends all statements, then waits for all answers: one round trip whatever their number.
    ///
    /// After an error the server skips the rest of the batch; the error is thrown when the batch has been read to its
    /// end, so that the connection can be used again.
    func exchange(_ queries: [Query]) throws(PostgresError) -> [Rows] {
        try collectOwedAnswers()
        let steps = try send(queries)
        return try receive(steps)
    }

    /// Sends a statement whose answer is of no interest, for example the end of a read-only transaction. The next use
    /// of the connection reads the answer, which is there by then; that saves the caller a round trip.
    func sendWithoutWaiting(_ query: Query) throws(PostgresError) {
        owedAnswers += try send([query])
    }

    /// Reads the answers to `sendWithoutWaiting`. An error here means a state nobody expects: the connection is lost.
    func collectOwedAnswers() throws(PostgresError) {
        if owedAnswers.isEmpty { return }
        defer { owedAnswers = [] }
        do {
            _ = try receive(owedAnswers)
        } catch {
            throw lost()
        }
    }

    private func send(_ queries: [Query]) throws(PostgresError) -> [Step] {
        for query in queries { try query.checkEncoding() }
        var steps: [Step] = []
        steps.reserveCapacity(queries.count)
        var namesInBatch: [String: String] = [:]
        for query in queries {
            let name = query.isPrepared ? try prepare(query.sql, &namesInBatch, &steps) : nil
            let count = Int32(query.parameters.count)
            let sent = unsafe CStrings(query.parameters).withPointers { values in
                if let name { return unsafe PQsendQueryPrepared(connection, name, count, values, nil, nil, 1) }
                return unsafe PQsendQueryParams(connection, query.sql, count, nil, values, nil, nil, 1)
            }
            guard sent == 1 else { throw lost() }
            steps.append(.execute)
        }
        guard unsafe PQpipelineSync(connection) == 1 else { throw lost() }
        try flush()
        return steps
    }

    /// The name under which the server knows the text, or will once it has read this batch.
    private func prepare(
        _ sql: String, _ namesInBatch: inout [String: String], _ steps: inout [Step]
    ) throws(PostgresError) -> String {
        if let name = statements.name(for: sql) ?? namesInBatch[sql] { return name }
        let name = statements.newName()
        namesInBatch[sql] = name
        guard unsafe PQsendPrepare(connection, name, sql, 0, nil) == 1 else { throw lost() }
        steps.append(.prepare(name: name, sql: sql))
        return name
    }

    /// Pushes out what is queued and takes in answers meanwhile: a server whose answers nobody reads stops reading too,
    /// and both sides would wait for ever.
    private func flush() throws(PostgresError) {
        while true {
            switch unsafe PQflush(connection) {
            case 0: return
            case 1:
                var descriptor = unsafe pollfd(fd: PQsocket(connection), events: Int16(POLLIN | POLLOUT), revents: 0)
                _ = unsafe poll(&descriptor, 1, -1)
                if descriptor.revents & Int16(POLLIN) != 0, unsafe PQconsumeInput(connection) == 0 { throw lost() }
            default: throw lost()
            }
        }
    }

    private func receive(_ steps: [Step]) throws(PostgresError) -> [Rows] {
        var rows: [Rows] = []
        var failure: PostgresError?
        for step in steps {
            let result = try nextResult()
            switch result.status {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                switch step {
                case .prepare(let name, let sql): statements.confirm(name, for: sql)
                case .execute: rows.append(Rows(result: result))
                }
            case PGRES_PIPELINE_ABORTED: break
            case PGRES_FATAL_ERROR:
                failure = failure ?? noting(result.error())
                if isLost, let failure { throw failure }
            default:
                // COPY has no place in a pipeline.
                isLost = true
                throw PostgresError(.connection, "the server answered with an unexpected state")
            }
            // The end of each statement's answer.
            guard unsafe PQgetResult(connection) == nil else { throw lost() }
        }
        guard try nextResult().status == PGRES_PIPELINE_SYNC else { throw lost() }
        if let failure { throw failure }
        return rows
    }

    private func nextResult() throws(PostgresError) -> ResultHandle {
        guard let pointer = unsafe PQgetResult(connection) else { throw lost() }
        return unsafe ResultHandle(pointer)
    }
}

extension Query {
    /// What libpq would refuse halfway through a batch, or cut short without a word, is refused before anything is sent.
    fileprivate func checkEncoding() throws(PostgresError) {
        guard parameters.count <= 65_535 else {
            throw PostgresError(.encoding, "\(parameters.count) parameters; the protocol allows 65535, use an array")
        }
        guard !pieces.contains(where: { $0.utf8.contains(0) }),
            !parameters.contains(where: { $0?.utf8.contains(0) ?? false })
        else { throw PostgresError(.encoding, "PostgreSQL text cannot hold a zero byte") }
    }
}
