import Foundation
import Postgres
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConnectionLossTests {
    @Test func aConnectionLostWhileIdleIsReplacedUnnoticed() async throws {
        try await withDatabase(poolSize: 1) { database in
            let process = try await database.process()
            try await terminate(process)
            let next = try await database.process()
            #expect(next != process)
            #expect(database.statistics.connects == 2)
        }
    }

    @Test func aConnectionLostInATransactionIsAnErrorOnce() async throws {
        try await withDatabase(poolSize: 1) { database in
            let table = uniqueName("lost")
            try await database.script("create table \(table) (id int)")
            let meeting = Meeting()
            async let unit: Void = database.write { (db: borrowing Session) in
                try db.execute("insert into \(raw: table) values (1)")
                meeting.arrive(try db.process())
                try db.execute("insert into \(raw: table) values (2)")
            }
            try await terminate(await meeting.arrived())
            meeting.release()
            do {
                try await unit
                Issue.record("a lost connection went unnoticed")
            } catch let error as PostgresError {
                #expect(error.code == .connection)
            }
            let count = try await database.read { (db: borrowing Session) in
                try db.query("select count(*) from \(raw: table)").first?.next(Int.self)
            }
            #expect(count == 0)
        }
    }

    @Test func aConnectionLostInAStatementIsAnError() async throws {
        try await withDatabase(poolSize: 1) { database in
            let error = await postgresError {
                try await database.write { (db: borrowing Session) in
                    _ = try db.query([
                        "select 1", "select pg_terminate_backend(pg_backend_pid())", "select pg_sleep(60)",
                    ])
                }
            }
            #expect(error?.code == .connection)
            #expect(error?.sqlState == "57P01")
            try await expectAlive(database)
        }
    }

    /// Whoever commits cannot know whether the server finished before it died.
    @Test func aConnectionLostInCommitIsUnknown() async throws {
        try await withDatabase(poolSize: 1) { database in
            let name = uniqueName("commit")
            try await database.script(
                """
                create table \(name) (id int);
                create function \(name)() returns trigger language plpgsql as
                    $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
                create constraint trigger \(name) after insert on \(name) deferrable initially deferred
                    for each row execute function \(name)();
                """)
            let error = await postgresError {
                _ = try await database.write { (db: borrowing Session) in
                    try db.execute("insert into \(raw: name) values (1)")
                }
            }
            #expect(error?.code == .commitUnknown)
            try await expectAlive(database)
        }
    }

    @Test func aServerThatIsNotThereIsAConnectionError() async throws {
        let database = Database(DatabaseConfiguration(connectionString: "host=/nonexistent dbname=none"))
        let error = await postgresError { _ = try await database.process() }
        #expect(error?.code == .connection)
        #expect(error?.message.contains("/nonexistent") == true)
        #expect(database.statistics.inUse == 0)
        await database.shutdown()
    }

    @Test func theServerEndsALongStatement() async throws {
        try await withDatabase(poolSize: 1, statementTimeout: .milliseconds(20)) { database in
            let error = await postgresError {
                _ = try await database.read { (db: borrowing Session) in try db.execute("select pg_sleep(60)") }
            }
            #expect(error?.code == .timeout)
            #expect(error?.sqlState == "57014")
            try await expectAlive(database)
            #expect(database.statistics.connects == 1)
        }
    }

    @Test func theServerEndsAnIdleTransaction() async throws {
        try await withDatabase(poolSize: 1, idleInTransactionTimeout: .milliseconds(20)) { database in
            let meeting = Meeting()
            async let unit: Int = database.write { (db: borrowing Session) in
                meeting.arrive(try db.process())
                return try db.process()
            }
            let process = await meeting.arrived()
            // Only its end is a sign; the condition is asked for until the server says so.
            try await withDatabase(poolSize: 1) { observer in
                while try await observer.read({ (db: borrowing Session) in
                    try !db.query("select 1 from pg_stat_activity where pid = \(process)").isEmpty
                }) {}
            }
            meeting.release()
            do {
                _ = try await unit
                Issue.record("the server let an idle transaction live")
            } catch let error as PostgresError {
                #expect(error.code == .connection)
            }
            #expect(try await database.process() != process)
        }
    }

    @Test func cancellingTheTaskCancelsTheStatement() async throws {
        try await withDatabase(poolSize: 2) { database in
            let key = Int.random(in: 1...(.max))
            let holder = Meeting()
            async let held: Void = database.write { (db: borrowing Session) in
                try db.execute("select pg_advisory_xact_lock(\(key))")
                holder.arrive()
            }
            _ = await holder.arrived()
            let blocked = Task {
                try await database.write { (db: borrowing Session) in
                    try db.execute("select pg_advisory_xact_lock(\(key))")
                }
            }
            try await withDatabase(poolSize: 1) { observer in
                while try await observer.read({ (db: borrowing Session) in
                    try db.query(
                        "select 1 from pg_locks where locktype = 'advisory' and not granted and (classid::int8 << 32 | objid::int8) = \(key)"
                    ).isEmpty
                }) {}
            }
            blocked.cancel()
            let error = await postgresError { _ = try await blocked.value }
            #expect(error?.code == .cancelled)
            holder.release()
            try await held
            // Its connection serves others; the cancellation does not reach them.
            for _ in 0..<20 { try await expectAlive(database) }
            #expect(database.statistics.connects == 2)
        }
    }

    /// libpq prints notices to standard error unless somebody takes them.
    @Test func noticesStayOffStandardError() async throws {
        try await withDatabase(poolSize: 1) { database in
            let marker = uniqueName("notice")
            let path = FileManager.default.temporaryDirectory.appendingPathComponent(marker).path
            defer { unlink(path) }
            let saved = dup(STDERR_FILENO)
            let file = open(path, O_CREAT | O_RDWR, 0o600)
            dup2(file, STDERR_FILENO)
            defer {
                close(saved)
                close(file)
            }
            let outcome = await postgresError {
                try await database.script("do $$ begin raise warning '\(marker)'; end $$")
                try await database.write { (db: borrowing Session) in
                    try db.execute("do $$ begin raise warning '\(raw: marker)'; end $$")
                }
            }
            dup2(saved, STDERR_FILENO)
            #expect(outcome == nil)
            let printed = try String(contentsOfFile: path, encoding: .utf8)
            #expect(!printed.contains(marker))
        }
    }
}
