import MatterCore
import Postgres
import Testing

@testable import Casework

@Suite struct ConcurrencyTests {
    @Test func agenciesWorkOnOneMatterAtOnceWithoutFalseConflicts() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let state = try #require(try await office.stored(matter))
            let results = await withTaskGroup { group in
                for (number, assignment) in state.assignments {
                    group.addTask {
                        await capture {
                            let unit = try await office.unit(assignment)
                            return try await office.casework.perform(
                                .duty(number, .acknowledge(Acknowledge())), on: matter, expecting: assignment.version,
                                by: unit, idempotency: office.claim())
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count == state.assignments.count && results.count > 3)
            for result in results { #expect(throws: Never.self) { try result.get() } }
            let after = try #require(try await office.stored(matter))
            #expect(after.assignments.values.allSatisfy { $0.state == .acknowledged && $0.version == 2 })
            #expect(after.version == state.version)
            try await office.expectReplay(matter)
        }
    }

    /// The rows are put there, since no hour of a real takeover finds all 27 with something to do.
    @Test func all27AgenciesActOnOneMatterAtOnce() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let before = try #require(try await office.stored(matter))
            let given: [String: String] = [
                "number": "100 + row_number() over (order by organisation.id)", "agency": "organisation.agency",
                "unit": "organisation.id", "state": "'open'", "version": "1",
            ]
            let columns = AssignmentRow.columns
            let values = columns.map { given[$0] ?? "model.\($0)" }.joined(separator: ", ")
            try await office.owner.script(
                """
                insert into duty_assignment (\(columns.joined(separator: ", "))) select \(values)
                from organisation, duty_assignment as model
                where model.matter_id = \(matter) and model.number = 1 and organisation.region = '3306'
                    and organisation.kind = 'agency_unit';
                insert into involvement (matter_id, unit, duties, parts, attachments, fields)
                select matter_id, unit, array[number], '{}', '{}', '{}' from duty_assignment
                where matter_id = \(matter) and number > 100
                on conflict on constraint involvement_key do update set duties = involvement.duties || excluded.duties;
                """)
            let added = try #require(try await office.stored(matter)).assignments.values.filter { $0.number > 100 }
            #expect(Set(added.map(\.agency)).count == 27)
            let results = await withTaskGroup { group in
                for assignment in added {
                    group.addTask {
                        await capture {
                            try await office.casework.perform(
                                .duty(assignment.number, .acknowledge(Acknowledge())), on: matter, expecting: 1,
                                by: try await office.unit(assignment), idempotency: office.claim())
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            for result in results { #expect(throws: Never.self) { try result.get() } }
            let after = try #require(try await office.stored(matter))
            #expect(after.assignments.values.count { $0.number > 100 && $0.state == .acknowledged } == 27)
            #expect(after.version == before.version && after.eventCount == before.eventCount + 27)
            #expect(try await office.events(matter).map(\.number) == Array(1...after.eventCount))
        }
    }

    @Test func oneOfTwoJudgesWinsAndTheOtherLearnsWhatChanged() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let version = try #require(try await office.stored(matter)).version
            let results = await withTaskGroup { group in
                for id in ["judge-1", "judge-2"] {
                    group.addTask {
                        await capture {
                            try await office.casework.perform(
                                .setTrack(SetTrack(track: .fast, reason: "法官 \(id)")), on: matter, expecting: version,
                                by: office.principal(.judge, "COURT-330603", id), idempotency: office.claim())
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let won = results.compactMap { try? $0.get() }
            #expect(won.count == 1)
            var stale: [CaseworkError.Staleness] = []
            for result in results {
                if case .failure(CaseworkError.stale(_, let staleness)) = result { stale.append(staleness) }
            }
            #expect(stale.map(\.current) == [version + 1])
            #expect(stale.first?.since == won.first?.events)
        }
    }

    @Test func oneKeyDoesOneActHoweverManyAskAtOnce() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            let claim = office.claim("once", request: "same")
            let before = try #require(try await office.stored(matter))
            let outcomes = try await withThrowingTaskGroup { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await office.casework.perform(
                            .setTrack(SetTrack(track: .fast, reason: "快")), on: matter, expecting: before.version,
                            by: judge, idempotency: claim)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { !$0.isReplay } == 1)
            #expect(Set(outcomes.map(\.events)).count == 1 && Set(outcomes.map(\.version)) == [before.version + 1])
            #expect(try await office.stored(matter)?.eventCount == before.eventCount + 1)
        }
    }

    @Test func oneKeyOpensOneMatterHoweverManyAskAtOnce() async throws {
        try await inOffice { office in
            let judge = try await office.judge
            let claim = office.claim("open", request: "same")
            let command = OpenMatter(origin: "watch_list", debtorName: "示例", creditCode: office.creditCode())
            let outcomes = try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask { try await office.casework.open(command, by: judge, idempotency: claim) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(outcomes.map(\.matter)).count == 1 && outcomes.count { !$0.isReplay } == 1)
            #expect(try await office.scalar("select count(*) from matter", as: Int.self) == 1)
        }
    }

    @Test func twoCourtsCannotOpenOneDebtorAtOnce() async throws {
        try await inOffice { office in
            let code = office.creditCode()
            let results = await withTaskGroup { group in
                for court in ["COURT-330602", "COURT-330603", "COURT-3306"] {
                    group.addTask {
                        await capture {
                            try await office.casework.open(
                                OpenMatter(origin: "watch_list", debtorName: "示例", creditCode: code),
                                by: office.principal(.judge, OrganisationID(court)), idempotency: office.claim())
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let opened = results.compactMap { try? $0.get().matter }
            #expect(opened.count == 1)
            for result in results {
                guard case .failure(let error) = result else { continue }
                guard case CaseworkError.refused(let refusal) = error else { throw error }
                #expect(refusal.code == "debtor-already-open" && refusal.unmet.first?.subject == "\(opened[0])")
            }
        }
    }

    @Test func aKeyForAnotherRequestIsRefused() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let other = try await office.takeover()
            let judge = try await office.judge
            let fast = Command.setTrack(SetTrack(track: .fast, reason: "快"))
            func act(_ matter: Int64, _ request: String) async throws -> Outcome {
                try await office.casework.perform(
                    fast, on: matter, expecting: nil, by: judge, idempotency: office.claim("k", request: request))
            }
            _ = try await act(matter, "a")
            let met = await refusal { try await act(matter, "b") }
            #expect(met?.code == "idempotency-key-reused")
            let elsewhere = await refusal { try await act(other, "a") }
            #expect(elsewhere?.code == "idempotency-key-reused")
            // Another person may use the same key.
            _ = try await office.casework.perform(
                .setTrack(SetTrack(track: .ordinary, reason: "复杂")), on: matter, expecting: nil,
                by: office.principal(.judge, "COURT-330603", "judge-2"), idempotency: office.claim("k", request: "c"))
            // A refused act uses up no key.
            let refused = office.claim("later", request: "x")
            _ = await refusal {
                try await office.casework.perform(
                    .setTrack(SetTrack(track: .ordinary, reason: "重复")), on: matter, expecting: nil, by: judge,
                    idempotency: refused)
            }
            let done = try await office.casework.perform(
                fast, on: matter, expecting: nil, by: judge, idempotency: refused)
            #expect(!done.isReplay)
            let limit = Instant(milliseconds: office.clock.now.milliseconds + 1)
            #expect(try await office.casework.sweepIdempotencyKeys(before: limit) > 0)
            #expect(try await act(other, "a").isReplay == false)
        }
    }

    @Test func aBackendKilledInTheMiddleLosesNothingAndDoublesNothing() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            let before = try #require(try await office.stored(matter))
            let claim = office.claim("killed")
            @Sendable func act() async throws -> Outcome {
                try await office.casework.perform(
                    .setTrack(SetTrack(track: .fast, reason: "快")), on: matter, expecting: before.version, by: judge,
                    idempotency: claim)
            }
            // While one transaction holds the matter, the act waits for it; then the server ends the waiting backend.
            let (locked, hold) = AsyncStream<Void>.makeStream()
            let killed: Int = try await office.owner.write { (db: borrowing Session) in
                try db.execute("select from matter where id = \(matter) for update")
                let waiting = Task { try await act() }
                Task {
                    _ = await waiting.result; hold.finish()
                }
                var killed = 0
                let limit = ContinuousClock.now + .seconds(60)
                while killed == 0, ContinuousClock.now < limit {
                    killed =
                        try db.query(
                            """
                            select count(pg_terminate_backend(pid)) from pg_locks
                            where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
                            """
                        ).first?.next(Int.self) ?? 0
                }
                return killed
            }
            for await _ in locked {}
            #expect(killed == 1)
            #expect(try await office.stored(matter) == before)
            let done = try await act()
            #expect(!done.isReplay)
            #expect(try await act().isReplay)
            try await office.expectReplay(matter)
        }
    }
}

/// The result of an act, whatever it is.
func capture<T: Sendable>(_ body: () async throws -> T) async -> Result<T, any Error> {
    do {
        return .success(try await body())
    } catch {
        return .failure(error)
    }
}
