import Ledger
import MatterCore
import Postgres
import Testing

@testable import Casework

/// The worker in real rows: what it sends, on whose record, to whom, and that nothing is sent twice or lost, whatever
/// fails, competes or is broken off.
@Suite struct TimekeepingTests {
    /// To 2026-04-27, a Monday beyond every rung.
    private static let eightWeeks = 56

    /// Everything that was sent, each with its cause.
    private struct Sent: Hashable {
        let matter: Int64
        let assignment: Int
        let rung: String
        let organisation: String
        let insteadOf: [String]
    }

    private func sent(_ office: Office) async throws -> [Sent] {
        try await office.casework.reading(as: .service) { (db: borrowing Session) in
            try db.query(
                "select matter_id, number, rung, organisation, instead_of from reminder order by sent_at, 1, 2, reminder"
            ).map {
                Sent(
                    matter: try $0.next(), assignment: try $0.next(), rung: try $0.next(),
                    organisation: try $0.next(), insteadOf: try $0.next([String].self))
            }
        }
    }

    /// A matter with one duty open, owed by one unit, due on 2026-03-09, a Monday a week from now.
    private func lonely(_ office: Office) async throws -> (matter: Int64, duty: DutyAssignment) {
        let matter = try await office.takeover()
        let judge = try await office.judge
        let state = try #require(try await office.stored(matter))
        let kept = try #require(state.assignments.values.filter { $0.parts.isEmpty }.min { $0.number < $1.number })
        for other in state.assignments.values where other.number != kept.number && !other.state.isSettled {
            _ = try await office.act(.duty(other.number, .waive(GiveReason(reason: "示例"))), matter, by: judge)
        }
        return (matter, kept)
    }

    @Test func aDutyClimbsTheLadderAndEverybodyIsToldOnce() async throws {
        try await inOffice { office in
            let (matter, duty) = try await lonely(office)
            let keeper = Timekeeper(office.casework)
            let calendar = WorkCalendar(Office.notices)
            try await office.execute(
                """
                insert into notice_address (organisation, role, address, added_by, added_at)
                values (\(duty.unit.rawValue), 'agency', 'duty@sample.example', 'sample-operator', now())
                """)
            let first = office.clock.now.adding(seconds: 3_600).description
            var expected: [String] = []
            // Three weeks beyond, at each hour of each day.
            for _ in 0..<(40 * 24) {
                office.clock.advance(seconds: 3_600)
                let before = try await sent(office).count
                #expect(try await keeper.sweep().failures == [])
                if try await sent(office).count > before { expected.append(office.clock.now.description) }
            }
            let days = Office.workflow.content.reminders.map { $0.day(for: duty.due.date, calendar) }
            #expect(expected.count == 6 && days.count == 6)
            for (moment, day) in zip(expected, days) {
                // The first full hour in office hours, or the first sweep: the clock of the test began at 10:00.
                let morning = "\(day)T01:00:00.000Z"
                #expect(moment == max(morning, first))
            }
            #expect(
                try await sent(office).map(\.organisation) == [
                    duty.unit.rawValue, duty.unit.rawValue, duty.unit.rawValue, duty.unit.rawValue, "OFFICE-3306",
                    "COURT-330603",
                ])
            // What goes to the unit is told at its address, once each, and names nobody.
            let hints = try await office.casework.reading(as: .service) { (db: borrowing Session) in
                try db.query("select recipient, subject, text from outgoing_message order by id").map {
                    (recipient: try $0.next(String.self), text: try $0.next(String.self) + $0.next(String.self))
                }
            }
            let debtor = try #require(try await office.stored(matter)).debtorName
            #expect(hints.count == 4 && hints.allSatisfy { $0.recipient == "duty@sample.example" })
            #expect(hints.allSatisfy { $0.text.contains(duty.duty.rawValue) && !$0.text.contains(debtor) })
            try await office.expectReplay(matter)
            #expect(try await office.audit(matter) == [])
            let events = try await office.events(matter).filter { $0.body.kind == "reminder_sent" }
            #expect(events.count == 6)
            #expect(events.allSatisfy { $0.by.isSystem && $0.by.organisation == "COURT-330603" })
            // Nobody's act becomes stale of being reminded.
            #expect(events.allSatisfy { $0.assignmentVersion == duty.version })
        }
    }

    @Test func afterADowntimeOnlyTheHighestRungOfEachRecipientIsSent() async throws {
        try await inOffice { office in
            let (matter, duty) = try await lonely(office)
            let keeper = Timekeeper(office.casework)
            office.clock.advance(days: Self.eightWeeks)
            #expect(try await keeper.sweep().matters == 1)
            #expect(try await keeper.sweep().events == 0)
            let all = try await sent(office)
            #expect(all.map(\.rung) == ["urge-officer", "urge-head", "supervise-office", "supervise-court"])
            #expect(all.map(\.insteadOf) == [["before-due", "at-due"], [], [], []])
            #expect(all.allSatisfy { $0.assignment == duty.number })
            try await office.expectReplay(matter)
        }
    }

    @Test func whileAnotherHasTheBallNothingIsSent() async throws {
        try await inOffice { office in
            let (matter, duty) = try await lonely(office)
            let keeper = Timekeeper(office.casework)
            let unit = try await office.unit(duty)
            let reason = try #require(Office.workflow.content.reasons.first { $0.use == .return }?.id)
            _ = try await office.act(
                .duty(duty.number, .returnForMaterial(ReturnForMaterial(reason: reason))), matter, by: unit)
            office.clock.advance(days: 30)
            _ = try await keeper.sweep()
            #expect(try await sent(office).isEmpty)
            _ = try await office.act(
                .duty(duty.number, .resubmit(Resubmit(materials: []))), matter, by: try await office.judge)
            office.clock.advance(days: 26)
            // The limit began anew, so the ladder did.
            _ = try await keeper.sweep()
            #expect(try await sent(office).count == 4)
        }
    }

    /// A co-agency that still owes its part is told with the lead unit, and reads in feed and record what was sent to it.
    @Test func coAgenciesThatOweTheirPartAreToldToo() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let state = try #require(try await office.stored(matter))
            let duty = try #require(state.assignments.values.first { $0.parts.count == 2 })
            let submitting = try await office.principal(.agency, duty.parts[0].unit)
            let waiting = try await office.principal(.agency, duty.parts[1].unit)
            _ = try await office.act(.duty(duty.number, .submitPart(SubmitPart(text: "示例"))), matter, by: submitting)
            office.clock.advance(days: Self.eightWeeks)
            _ = try await Timekeeper(office.casework).sweep()
            let told = try await sent(office).filter { $0.assignment == duty.number && $0.rung == "urge-head" }
            #expect(Set(told.map(\.organisation)) == [duty.unit.rawValue, waiting.organisation.id.rawValue])
            try await Sequencer(office.casework, key: try LedgerKey.random()).sequence()
            func read(_ principal: Principal) async throws -> [EventView] {
                let record = try await office.casework.history(
                    of: matter, assignment: duty.number, page: PageRequest(size: 200), by: principal
                ).items.filter { $0.kind == "reminder_sent" }
                let feed = try await office.casework.feed(after: nil, limit: 500, by: principal)
                let items = feed.items.map(\.event).filter {
                    $0.kind == "reminder_sent" && $0.assignment == duty.number
                }
                #expect(record.map(\.number) == items.map(\.number))
                return record
            }
            #expect(try await read(waiting).count == 2)
            #expect(try await read(submitting).isEmpty)
            #expect(try await read(office.unit(duty)).count == 6)
            #expect(try await read(office.principal(.auditor, "OFFICE-3306")).count == 6)
            #expect(try await office.audit(matter) == [])
        }
    }

    @Test func ofASealedMatterNoOfficeIsTold() async throws {
        try await inOffice { office in
            let (matter, _) = try await lonely(office)
            let judge = try await office.judge
            _ = try await office.act(.assignJudge(AssignJudge(judge: judge.person, panel: [])), matter, by: judge)
            _ = try await office.act(.sealMatter(GiveReason(reason: "示例")), matter, by: judge)
            office.clock.advance(days: Self.eightWeeks)
            _ = try await Timekeeper(office.casework).sweep()
            let all = try await sent(office)
            #expect(all.map(\.rung) == ["urge-officer", "urge-head", "supervise-court"])
            #expect(all.last?.organisation == "COURT-330603" && all.last?.insteadOf == ["supervise-office"])
        }
    }

    /// The poison test: a row that nobody can read, and one whose record is damaged, hold up no other matter.
    @Test func aBadMatterHoldsUpNoOther() async throws {
        try await inOffice { office in
            var matters: [Int64] = []
            for _ in 0..<5 { matters.append(try await lonely(office).matter) }
            let (unreadable, damaged) = (matters[1], matters[3])
            let detail: String = try await office.scalar(
                "select detail::text from duty_assignment where matter_id = \(unreadable) and settled_at is null")
            try await office.execute(
                "update duty_assignment set detail = '{}' where matter_id = \(unreadable) and settled_at is null")
            // Its next event would get a number that is taken.
            try await office.execute("update matter set event_count = event_count - 1 where id = \(damaged)")
            office.clock.advance(days: Self.eightWeeks)
            let keeper = Timekeeper(office.casework)
            let report = try await keeper.sweep()
            #expect(report.matters == 3 && report.failing == 2)
            #expect(try await sent(office).count == 12)
            #expect(
                Set(report.failures) == [
                    TimekeepingFailure(matter: unreadable, kind: "DecodingError"),
                    TimekeepingFailure(matter: damaged, kind: "database server 23505 matter_event_key"),
                ])
            #expect(office.casework.timekeeping.failing == 2)
            // They rest, longer each time.
            #expect(try await keeper.sweep().failures.isEmpty)
            for pause in [60, 120, 240] as [Int64] {
                office.clock.advance(seconds: pause - 1)
                #expect(try await keeper.sweep().failures.isEmpty, "\(pause)")
                office.clock.advance(seconds: 1)
                #expect(try await keeper.sweep().failures.count == 2, "\(pause)")
            }
            // Set right, they go on, and nothing was sent twice.
            try await office.execute("update matter set event_count = event_count + 1 where id = \(damaged)")
            try await office.execute(
                """
                update duty_assignment set detail = \(detail)::jsonb
                where matter_id = \(unreadable) and settled_at is null
                """)
            office.clock.advance(seconds: 480)
            let healed = try await keeper.sweep()
            #expect(healed.matters == 2 && healed.failing == 0)
            #expect(try await sent(office).count == 20)
            for matter in matters { #expect(try await office.audit(matter) == []) }
        }
    }

    /// Workers on several servers at once, one of them killed in the middle: each matter is told once.
    @Test func workersShareTheWorkAndOneMayDie() async throws {
        try await inOffice { office in
            var matters: [Int64] = []
            for _ in 0..<12 { matters.append(try await lonely(office).matter) }
            let stuck = matters[5]
            office.clock.advance(days: Self.eightWeeks)
            // One worker meets a duty that it has to wait for; the others do all that it has not taken; then it is killed.
            let (doomed, others, killed) = try await office.owner.write { (db: borrowing Session) in
                try db.execute(
                    "select from duty_assignment where matter_id = \(stuck) and settled_at is null for update")
                let doomed = Task { try await Timekeeper(office.casework, largest: 2).sweep() }
                let blocked: Query = "from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))"
                #expect(try wait(db) { try count("select count(*) \(blocked)", db) > 0 })
                let others = (0..<2).map { _ in Task { try await Timekeeper(office.casework, largest: 2).sweep() } }
                #expect(try wait(db) { try count("select count(*) from reminder", db) == 40 })
                return (doomed, others, try count("select count(pg_terminate_backend(pid)) \(blocked)", db))
            }
            #expect(killed == 1)
            await #expect(throws: CaseworkError.self) { try await doomed.value }
            for other in others { #expect(try await other.value.failures.isEmpty) }
            let rest = try await Timekeeper(office.casework).sweep()
            // What the killed one held, unless another came by before it was over.
            #expect(rest.matters <= 2 && rest.failing == 0)
            let all = try await sent(office)
            #expect(all.count == 48 && Set(all).count == 48)
            for matter in matters { #expect(try await office.audit(matter) == []) }
        }
    }

    /// Cancelled at any moment, a sweep leaves nothing half done, and the next one does the rest.
    @Test func whatWasBrokenOffIsDoneByTheNextSweep() async throws {
        try await inOffice { office in
            for _ in 0..<8 { _ = try await lonely(office) }
            office.clock.advance(days: Self.eightWeeks)
            for _ in 0..<6 {
                let sweep = Task { try await Timekeeper(office.casework, largest: 1).sweep() }
                let before = try await sent(office).count
                let limit = ContinuousClock.now + .seconds(5)
                while before < 32, ContinuousClock.now < limit, try await sent(office).count == before {}
                sweep.cancel()
                _ = await sweep.result
            }
            _ = try await Timekeeper(office.casework).sweep()
            let all = try await sent(office)
            #expect(all.count == 32 && Set(all).count == 32)
            let failing: Int = try await office.scalar("select count(*) from timekeeping_failure")
            #expect(failing == 0)
        }
    }

    /// A matter that a person works on is passed by and found by the next sweep.
    @Test func aMatterThatIsLockedWaitsForTheNextSweep() async throws {
        try await inOffice { office in
            let (locked, _) = try await lonely(office)
            let (free, _) = try await lonely(office)
            office.clock.advance(days: Self.eightWeeks)
            let first = try await office.owner.write { (db: borrowing Session) in
                try db.execute("select from matter where id = \(locked) for update")
                let first = Task { try await Timekeeper(office.casework).sweep() }
                #expect(try wait(db) { try count("select count(*) from reminder", db) == 4 })
                return first
            }
            #expect(try await first.value.matters == 1)
            #expect(Set(try await sent(office).map(\.matter)) == [free])
            #expect(try await Timekeeper(office.casework).sweep().matters == 1)
        }
    }
}

private func count(_ query: Query, _ db: borrowing Session) throws -> Int {
    try db.query(query).first?.next(Int.self) ?? 0
}

/// Asks again until it is so, within a minute.
private func wait(_ db: borrowing Session, _ isSo: () throws -> Bool) throws -> Bool {
    let limit = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < limit {
        if try isSo() { return true }
    }
    return false
}
