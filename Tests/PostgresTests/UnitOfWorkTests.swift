import Postgres
import Testing

@Suite(.timeLimit(.minutes(1))) struct UnitOfWorkTests {
    private struct Refusal: Error {}

    @Test func aWriteIsTwoRoundTrips() async throws {
        try await withDatabase { database in
            let table = uniqueName("trips")
            try await database.script("create table \(table) (id int primary key); insert into \(table) values (1)")
            let (inside, cost) = try await Database.measuringCost {
                try await database.write { (db: borrowing Session) in
                    let rows = try db.query(["select 1", "select id from \(raw: table) for update"])
                    #expect(rows.count == 2)
                    for id in 2...50 { db.onCommit("insert into \(raw: table) values (\(id))") }
                    return db.roundTrips
                }
            }
            #expect(inside == 1)
            #expect(cost == Cost(roundTrips: 2, statements: 52, rows: 2))
            let (count, readCost) = try await Database.measuringCost {
                try await database.read { (db: borrowing Session) in
                    try db.query("select count(*) from \(raw: table)").first?.next(Int.self)
                }
            }
            #expect(count == 50)
            #expect(readCost.roundTrips == 1)
        }
    }

    @Test func queuedStatementsAloneAreOneRoundTripAndNothingIsNone() async throws {
        try await withDatabase(poolSize: 1) { database in
            let (_, cost) = try await Database.measuringCost {
                try await database.write { (db: borrowing Session) in db.onCommit("select 1") }
            }
            #expect(cost.roundTrips == 1)
            let (value, none) = try await Database.measuringCost {
                try await database.write { (db: borrowing Session) in
                    let rows = try db.query([Query]())
                    #expect(rows.isEmpty)
                    return 7
                }
            }
            #expect(value == 7)
            #expect(none.roundTrips == 0)
        }
    }

    @Test func aRefusalRollsBack() async throws {
        try await withDatabase(poolSize: 1) { database in
            let table = uniqueName("refusal")
            try await database.script("create table \(table) (id int)")
            await #expect(throws: Refusal.self) {
                try await database.write { (db: borrowing Session) in
                    #expect(try db.execute("insert into \(raw: table) values (1), (2)") == 2)
                    throw Refusal()
                }
            }
            #expect(try await count(table, database) == 0)
        }
    }

    /// After a failed batch some of its statements are prepared on the server and some are not.
    @Test func aFailedPipelineLeavesAUsableConnection() async throws {
        try await withDatabase(poolSize: 1) { database in
            let table = uniqueName("pipeline")
            try await database.script(
                "create table \(table) (id int primary key, parent int constraint known_parent references \(table))")
            for round in 0..<5 {
                let error = await postgresError {
                    try await database.write { (db: borrowing Session) in
                        _ = try db.query([
                            "insert into \(raw: table) values (\(10 + round))",
                            "insert into \(raw: table) (id, parent) values (\(20 + round), \(99))",
                            "select \(30)::int + id from \(raw: table)",
                        ])
                    }
                }
                #expect(error?.code == .server)
                #expect(error?.sqlState == "23503")
                #expect(error?.constraint == "known_parent")
                #expect(error?.table == table)
                #expect(error?.detail?.contains("99") == true)
            }
            // The same texts now succeed, those never prepared included.
            try await database.write { (db: borrowing Session) in
                let rows = try db.query([
                    "insert into \(raw: table) values (\(1))",
                    "insert into \(raw: table) (id, parent) values (\(2), \(1))",
                    "select \(30)::int + id from \(raw: table)",
                ])
                #expect(try rows[2].map { try $0.next(Int.self) } == [31, 32])
            }
            #expect(database.statistics.connects == 1)
        }
    }

    /// The same text twice in one batch, in a new one, and after a failure.
    @Test func aStatementIsPreparedOnce() async throws {
        try await withDatabase(poolSize: 1) { database in
            for _ in 0..<3 {
                try await database.write { (db: borrowing Session) in
                    let rows = try db.query((1...3).map { "select \($0)::int" })
                    #expect(try rows.map { try $0.first?.next(Int.self) } == [1, 2, 3])
                }
                _ = await postgresError {
                    try await database.write { (db: borrowing Session) in
                        _ = try db.query(["select 1/0", "select \(4)::int"])
                    }
                }
            }
            let prepared = try await database.read { (db: borrowing Session) in
                try db.query("select count(*) from pg_prepared_statements where statement = 'select $1::int'")
                    .first?.next(Int.self)
            }
            #expect(prepared == 1)
        }
    }

    /// A statement prepared before a migration fails once, not for the life of its connection.
    @Test func aPreparedStatementSurvivesAChangeOfSchema() async throws {
        try await withDatabase(poolSize: 1) { database in
            let table = uniqueName("altered")
            try await database.script("create table \(table) (id int); insert into \(table) values (1)")
            let columns: @Sendable (borrowing Session) throws -> Int = { db in
                let row = try #require(try db.query("select * from \(raw: table)").first)
                return row.count
            }
            #expect(try await database.read(columns) == 1)
            try await database.script("alter table \(table) add note text")
            let error = await postgresError { _ = try await database.read(columns) }
            #expect(error?.sqlState == "0A000")
            #expect(try await database.read(columns) == 2)
        }
    }

    /// Settings of one transaction, as row security needs them, go through the same pipeline.
    @Test func settingsOfATransactionEndWithIt() async throws {
        try await withDatabase(poolSize: 1) { database in
            let inside = try await database.write { (db: borrowing Session) in
                let rows = try db.query([
                    "set local role pg_monitor", "select set_config('onematter.principal', \("judge-1"), true)",
                    "select current_user::text, current_setting('onematter.principal')",
                ])
                return try rows[2].first.map { try [$0.next(String.self), $0.next(String.self)] }
            }
            #expect(inside == ["pg_monitor", "judge-1"])
            let outside = try await database.read { (db: borrowing Session) in
                try db.query("select current_user::text, current_setting('onematter.principal', true)")
                    .first.map { try [$0.next(String.self), $0.next(String?.self) ?? ""] }
            }
            #expect(outside?.first != "pg_monitor")
            #expect(outside?.last == "")
        }
    }

    /// PostgreSQL answers the commit of a failed transaction with a rollback and no error.
    @Test func aSwallowedFailureIsNotACommit() async throws {
        try await withDatabase(poolSize: 1) { database in
            let table = uniqueName("swallowed")
            try await database.script("create table \(table) (id int)")
            let error = await postgresError {
                try await database.write { (db: borrowing Session) in
                    try db.execute("insert into \(raw: table) values (1)")
                    _ = try? db.execute("select 1/0")
                    _ = try? db.execute("insert into \(raw: table) values (2)")
                }
            }
            #expect(error?.sqlState == "22012")
            #expect(try await count(table, database) == 0)
        }
    }

    @Test func aQueuedFailureRollsBack() async throws {
        try await withDatabase(poolSize: 1) { database in
            let table = uniqueName("queued")
            try await database.script("create table \(table) (id int constraint positive check (id > 0))")
            let error = await postgresError {
                try await database.write { (db: borrowing Session) in
                    try db.execute("insert into \(raw: table) values (1)")
                    db.onCommit("insert into \(raw: table) values (-1)")
                }
            }
            #expect(error?.constraint == "positive")
            #expect(try await count(table, database) == 0)
            #expect(database.statistics.connects == 1)
        }
    }

    @Test func aReadCannotWriteAndSeesOneSnapshot() async throws {
        try await withDatabase { database in
            let table = uniqueName("snapshot")
            try await database.script("create table \(table) (id int)")
            let error = await postgresError {
                _ = try await database.read { (db: borrowing Session) in
                    try db.execute("insert into \(raw: table) values (1)")
                }
            }
            #expect(error?.sqlState == "25006")

            let meeting = Meeting()
            async let counts = database.read { (db: borrowing Session) in
                let before = try db.query("select count(*) from \(raw: table)").first?.next(Int.self)
                meeting.arrive()
                return [before, try db.query("select count(*) from \(raw: table)").first?.next(Int.self)]
            }
            _ = await meeting.arrived()
            try await database.write { (db: borrowing Session) in
                db.onCommit("insert into \(raw: table) values (1)")
            }
            meeting.release()
            let seen = try await counts
            #expect(seen == [0, 0])
        }
    }

    @Test func aDeadlockIsRunAgain() async throws {
        try await withDatabase { database in
            let table = uniqueName("deadlock")
            try await database.script(
                "create table \(table) (id int, n int); insert into \(table) values (1, 0), (2, 0)")
            let meetings = [Meeting(), Meeting()]
            let attempts = Counter()
            let update: @Sendable (Int, borrowing Session) throws -> Void = { unit, db in
                // Reported at once to whoever waits too long, not after the server's usual second.
                try db.execute("set local deadlock_timeout = '20ms'")
                try db.execute("update \(raw: table) set n = n + 1 where id = \(unit + 1)")
                // The third attempt is the loser's second, which meets nobody.
                if attempts.next() <= 2 { meetings[unit].arrive() }
                try db.execute("update \(raw: table) set n = n + 1 where id = \(2 - unit)")
            }
            async let first: Void = database.write { (db: borrowing Session) in try update(0, db) }
            async let second: Void = database.write { (db: borrowing Session) in try update(1, db) }
            for meeting in meetings { _ = await meeting.arrived() }
            for meeting in meetings { meeting.release() }
            _ = try await (first, second)
            let sums = try await database.read { (db: borrowing Session) in
                try db.query("select n from \(raw: table) order by id").map { try $0.next(Int.self) }
            }
            #expect(sums == [2, 2])
            #expect(attempts.next() >= 4)
            #expect(database.statistics.retries >= 1)
        }
    }

    /// Even when the closure turns the error into one of its own; and not for ever.
    @Test func aSerialisationFailureIsRunAgainThreeTimes() async throws {
        try await withDatabase(poolSize: 1) { database in
            let attempts = Counter()
            let error = await postgresError {
                try await database.write { (db: borrowing Session) in
                    _ = attempts.next()
                    do {
                        try db.execute("do $$ begin raise exception 'again' using errcode = '40001'; end $$")
                    } catch {
                        throw Refusal()
                    }
                }
            }
            #expect(error?.sqlState == "40001")
            #expect(attempts.next() == 5)
            #expect(database.statistics.retries == 3)
        }
    }

    /// Far more than the buffers between client and server hold, in both directions at once.
    @Test func aBatchOfManyMegabytesDoesNotDeadlock() async throws {
        try await withDatabase(poolSize: 1) { database in
            let text = String(repeating: "x", count: 8_192)
            let (sizes, cost) = try await Database.measuringCost {
                try await database.write { (db: borrowing Session) in
                    try db.query((0..<2_000).map { "select \($0)::int, repeat(\(text)::text, 2)" }).map { rows in
                        let row = try #require(rows.first)
                        return try row.next(Int.self) * 100_000 + row.next(String.self).utf8.count
                    }
                }
            }
            #expect(sizes == (0..<2_000).map { $0 * 100_000 + 16_384 })
            #expect(cost.roundTrips == 2)
        }
    }

    @Test func tooManyParametersAreRefusedBeforeAnythingIsSent() async throws {
        try await withDatabase(poolSize: 1) { database in
            let error = await postgresError {
                _ = try await database.read { (db: borrowing Session) in
                    try db.execute("select " + (0..<65_536).map { "\($0)" as Query }.joined(separator: ","))
                }
            }
            #expect(error?.code == .encoding)
            try await expectAlive(database)
            #expect(database.statistics.connects == 1)
        }
    }

    @Test func aScriptRunsManyStatementsAndLeavesNoTransaction() async throws {
        try await withDatabase(poolSize: 1) { database in
            let table = uniqueName("script")
            try await database.script("create table \(table) (id int); insert into \(table) values (1); -- 破产\n")
            #expect(try await count(table, database) == 1)
            let failed = await postgresError {
                try await database.script("insert into \(table) values (2); select 1/0")
            }
            #expect(failed?.sqlState == "22012")
            let open = await postgresError { try await database.script("begin; insert into \(table) values (3)") }
            #expect(open?.code == .server)
            #expect(try await count(table, database) == 1)
            #expect(database.statistics.connects == 1)
        }
    }

    private func count(_ table: String, _ database: Database) async throws -> Int? {
        try await database.read { (db: borrowing Session) in
            try db.query("select count(*) from \(raw: table)").first?.next(Int.self)
        }
    }
}
