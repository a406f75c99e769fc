import Postgres
import Testing

@Suite(.timeLimit(.minutes(1))) struct PoolTests {
    @Test func whoWaitsTooLongIsTurnedAway() async throws {
        try await withDatabase(poolSize: 1, leaseTimeout: .milliseconds(20)) { database in
            let meeting = Meeting()
            async let holder = database.read { (db: borrowing Session) in
                meeting.arrive()
                return try db.process()
            }
            _ = await meeting.arrived()
            let error = await postgresError {
                _ = try await database.process()
            }
            #expect(error?.code == .poolExhausted)
            #expect(database.statistics.exhaustions == 1)
            #expect(database.statistics.waiting == 0)
            meeting.release()
            let process = try await holder
            #expect(process > 0)
            try await expectAlive(database)
            #expect(database.statistics.inUse == 0)
        }
    }

    @Test func whoIsCancelledWhileWaitingLeaves() async throws {
        try await withDatabase(poolSize: 1) { database in
            let meeting = Meeting()
            async let holder = database.read { (db: borrowing Session) in
                meeting.arrive()
                return try db.process()
            }
            _ = await meeting.arrived()
            let waiter = Task { try await database.process() }
            while database.statistics.waiting == 0 { await Task.yield() }
            waiter.cancel()
            let error = await postgresError { _ = try await waiter.value }
            #expect(error?.code == .cancelled)
            #expect(database.statistics.waiting == 0)
            meeting.release()
            let process = try await holder
            #expect(process > 0)
        }
    }

    @Test func manyCallersShareFewConnections() async throws {
        try await withDatabase(poolSize: 3) { database in
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...200 {
                    group.addTask {
                        try await database.read { (db: borrowing Session) in
                            try db.query("select \(number)::int").first?.next(Int.self) ?? 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 20_100)
            let statistics = database.statistics
            #expect(statistics.leases == 200)
            #expect(statistics.cost == Cost(roundTrips: 200, statements: 200, rows: 200))
            #expect((1...3).contains(statistics.connects))
            #expect((statistics.inUse, statistics.waiting) == (0, 0))
        }
    }

    @Test func shutdownLetsRunningUnitsEndAndTurnsOthersAway() async throws {
        try await withDatabase(poolSize: 1) { database in
            let meeting = Meeting()
            async let holder = database.write { (db: borrowing Session) in
                meeting.arrive()
                return try db.process()
            }
            _ = await meeting.arrived()
            let waiter = Task { try await database.process() }
            while database.statistics.waiting == 0 { await Task.yield() }
            async let shutdown: Void = database.shutdown()
            let turnedAway = await postgresError { _ = try await waiter.value }
            #expect(turnedAway?.code == .closed)
            meeting.release()
            let process = try await holder
            #expect(process > 0)
            await shutdown
            let late = await postgresError {
                _ = try await database.process()
            }
            #expect(late?.code == .closed)
        }
    }

    @Test func shutdownClosesTheConnections() async throws {
        let name = uniqueName("shutdown")
        try await withDatabase(applicationName: name) { database in
            _ = try await database.process()
            let service = Task { await database.run() }
            service.cancel()
            await service.value
            try await withDatabase(poolSize: 1) { observer in
                let mine: @Sendable (borrowing Session) throws -> Bool = { db in
                    try !db.query("select 1 from pg_stat_activity where application_name = \(name)").isEmpty
                }
                while try await observer.read(mine) {}
            }
            #expect(database.statistics.connects == 1)
        }
    }
}
