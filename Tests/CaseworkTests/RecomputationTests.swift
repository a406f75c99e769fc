import Foundation
import MatterCore
import Postgres
import Synchronization
import Testing

@testable import Casework

/// A notice that was loaded and an outage that was declared move what ends by them: told before, done once, on record.
@Suite struct RecomputationTests {
    /// The invented notice of 2027.
    private static func notice(version: Int = 1, through: String = "2027-01-10") -> HolidayNotice {
        HolidayNotice(
            year: 2027, version: version,
            reference: .init(
                title: "示例通知", number: "示例〔2027〕\(version)号", issuedOn: nil, url: nil, provenance: .fillIn),
            change: version > 1 ? LocalText(zh: "示例调整", en: "sample change") : nil,
            festivals: [
                .init(
                    name: LocalText(zh: "元旦", en: "New Year's Day"), from: "2027-01-01".date, through: through.date,
                    makeUpDays: [])
            ])
    }

    /// Matters of two courts at the end of 2026, some with extended duties: dates in 2027 are provisional.
    private static func matters(_ office: Office, count: Int = 4) async throws -> [Int64] {
        office.clock.advance(days: 303)  // 2026-12-30
        var matters: [Int64] = []
        for index in 0..<count {
            let court: OrganisationID = index.isMultiple(of: 2) ? "COURT-330603" : "COURT-330602"
            let matter = try await office.takeover(court: court)
            matters.append(matter)
            let judge = try await office.principal(.judge, court)
            let duty = try #require(try await office.stored(matter)?.assignments.values.min { $0.number < $1.number })
            _ = try await office.act(
                .duty(duty.number, .requestExtension(RequestExtension(workingDays: 2, reason: "示例"))), matter,
                by: office.unit(duty))
            _ = try await office.act(
                .duty(duty.number, .decideExtension(DecideExtension(approve: true))), matter, by: judge)
        }
        return matters
    }

    /// Every end of the matters counted one by one by the core, against what is stored.
    private static func bruteForce(
        _ matters: [Int64], _ calendar: WorkCalendar, _ office: Office
    ) async throws -> Set<CalendarMove> {
        var moves: Set<CalendarMove> = []
        for matter in matters {
            let state = try #require(try await office.stored(matter))
            let (_, events) = try Timekeeping.recount(
                state,
                DecisionContext(
                    workflow: Office.workflow, calendar: calendar,
                    principal: .system(of: state.court, region: state.region), now: office.clock.now))
            moves.formUnion(events.compactMap { CalendarMove($0, in: state) })
        }
        return moves
    }

    private static func dryRun(_ notice: HolidayNotice, _ office: Office) async throws -> [CalendarMove] {
        let found = Collected()
        let counts = try await office.casework.everyMove(of: notice) { found.add($0) }
        #expect(counts.duties + counts.deadlines == found.moves.count)
        return found.moves
    }

    /// What the record says moved since an event number of each matter.
    private static func recorded(_ matters: [Int64], _ office: Office) async throws -> [CalendarMove] {
        var moves: [CalendarMove] = []
        for matter in matters {
            let state = try #require(try await office.stored(matter))
            moves += try await office.events(matter).filter(\.by.isSystem).compactMap { CalendarMove($0, in: state) }
        }
        return moves
    }

    @Test func theListBeforeIsTheListAfterAndTheBruteForceList() async throws {
        try await inOffice { office in
            let matters = try await Self.matters(office)
            let notice = Self.notice()
            let expected = try await Self.bruteForce(
                matters, WorkCalendar(Office.notices + [notice]), office)
            let before = try await Self.dryRun(notice, office)
            #expect(Set(before) == expected && before.count == expected.count)
            #expect(before.contains { $0.before.date == $0.after.date && !$0.after.isProvisional } || !before.isEmpty)
            #expect(try await office.casework.notices() == Office.notices)

            _ = try await office.casework.load(notice)
            let timekeeper = Timekeeper(office.casework)
            let report = try await timekeeper.sweep()
            #expect(report.matters == matters.count && report.failures.isEmpty)
            let after = try await Self.recorded(matters, office)
            #expect(after.count == expected.count && Set(after) == expected)
            for matter in matters {
                let state = try #require(try await office.stored(matter))
                #expect(
                    state.assignments.values.allSatisfy { !$0.due.isProvisional || $0.due.date > "2027-12-20".date })
                try await office.expectReplay(matter)
                #expect(try await office.casework.audit(matter).findings.isEmpty)
            }
            // Done once; known to be done when no act from before can still come.
            #expect(try await timekeeper.sweep().events == 0)
            let open = try #require(try await office.casework.recomputations().last)
            #expect(open.finishedAt == nil && open.sources.contains("2027.v1"))
            office.clock.advance(seconds: 130)
            #expect(try await timekeeper.sweep().events == 0)
            let done = try #require(try await office.casework.recomputations().last)
            #expect(done.finishedAt != nil && done.moved == Int64(expected.count))

            // Afterwards: each reader what it reads, page by page.
            var listed: [RecordedMove] = []
            for court in ["COURT-330603", "COURT-330602"].map({ OrganisationID($0) }) {
                let judge = try await office.principal(.judge, court)
                var cursor: String?
                repeat {
                    let page = try await office.casework.moves(
                        of: done.number, page: PageRequest(size: 7, cursor: cursor), by: judge)
                    listed += page.items
                    cursor = page.next
                } while cursor != nil
            }
            #expect(listed.count == expected.count && listed.allSatisfy { $0.source == "2027.v1" })
            #expect(Set(listed.map { "\($0.matter) \($0.kind) \($0.number)" }).count == expected.count)
            let unit = try await office.principal(.agency, "TAX-330603")
            let own = try await office.casework.moves(of: done.number, page: PageRequest(size: 200), by: unit).items
            for move in own {
                #expect(try await office.stored(move.matter)?.assignments[move.number]?.unit == unit.organisation.id)
            }
            let nobody = try await office.principal(.operator, "OPERATOR")
            #expect(try await office.casework.moves(of: done.number, page: PageRequest(), by: nobody).items.isEmpty)
        }
    }

    @Test func aTrialShowsEachReaderItsOwnAndTheOperatorNumbers() async throws {
        try await inOffice { office in
            let matters = try await Self.matters(office)
            let expected = try await Self.bruteForce(
                matters, WorkCalendar(Office.notices + [Self.notice()]), office)
            var found: [CalendarMove] = []
            for court in ["COURT-330603", "COURT-330602"].map({ OrganisationID($0) }) {
                let judge = try await office.principal(.judge, court)
                var cursor: String?
                repeat {
                    let trial = try await office.casework.trial(
                        of: Self.notice(), page: PageRequest(size: 5, cursor: cursor), by: judge)
                    #expect(trial.counts == nil && trial.items.count <= 5)
                    let places = trial.items.map(\.matter)
                    #expect(places == places.sorted())
                    found += trial.items
                    cursor = trial.next
                } while cursor != nil
            }
            #expect(found.count == expected.count && Set(found) == expected)
            let numbers = try await office.casework.trial(
                of: Self.notice(), page: PageRequest(), by: office.principal(.operator, "OPERATOR"))
            #expect(numbers.items.isEmpty && numbers.counts?.matters == matters.count)
            #expect(numbers.counts.map { $0.duties + $0.deadlines } == expected.count)
            await #expect(throws: CaseworkError.self) {
                _ = try await office.casework.trial(
                    of: Self.notice(), page: PageRequest(), by: office.principal(.agency, "TAX-330603"))
            }
            await #expect(throws: CaseworkError.self) {
                _ = try await office.casework.trial(
                    of: Self.notice(version: 2), page: PageRequest(), by: office.judge)
            }
        }
    }

    /// The worker is stopped after a part of the work; another one does the rest, and no event comes twice.
    @Test func whatIsBrokenOffIsFinishedByTheNext() async throws {
        try await inOffice { office in
            let matters = try await Self.matters(office, count: 6)
            let notice = Self.notice()
            let expected = try await Self.bruteForce(matters, WorkCalendar(Office.notices + [notice]), office)
            _ = try await office.casework.load(notice)
            // Every second matter is locked by somebody, so that it is passed by: the state that a kill leaves.
            let locked = stride(from: 0, to: matters.count, by: 2).map { matters[$0] }
            let (held, holding) = AsyncStream<Void>.makeStream()
            let gate = Gate()
            let holder = Task {
                try await office.owner.write { (db: borrowing Session) in
                    _ = try db.query("select id from matter where id = any(\(locked)) for update")
                    holding.finish()
                    gate.wait()
                }
            }
            for await _ in held {}
            let first = try await Timekeeper(office.casework).sweep()
            #expect(first.matters == matters.count - locked.count)
            gate.open()
            try await holder.value
            let other = Casework(
                database: office.database, workflows: Office.workflows, files: office.casework.files,
                clock: { office.clock.now })
            try await other.start()
            async let one = Timekeeper(other).sweep()
            async let two = Timekeeper(office.casework).sweep()
            let done = (try await one).matters + (try await two).matters
            #expect(done == locked.count)
            let after = try await Self.recorded(matters, office)
            #expect(after.count == expected.count && Set(after) == expected)
            for matter in matters { try await office.expectReplay(matter) }
        }
    }

    /// A judge's outage moves what ends in it in the matters of that court, and of no other; declared twice with one key
    /// it is there once.
    @Test func anOutageMovesWhatEndsInIt() async throws {
        try await inOffice { office in
            let own = try await office.takeover()
            let other = try await office.takeover(court: "COURT-330602")
            let timekeeper = Timekeeper(office.casework)
            let state = try #require(try await office.stored(own))
            let first = try #require(state.assignments.values.map(\.due.date).min())
            // The day after the first due date, so that deadlines of that day have lapsed meanwhile.
            office.clock.advance(days: first.dayNumber - Office.start.legalDate.dayNumber + 1)
            _ = try await timekeeper.sweep()
            let noon = Instant(milliseconds: Int64(first.dayNumber) * 86_400_000 + 4 * 3_600_000)
            let command = DeclareOutage(from: noon, through: noon.adding(hours: 1), reason: "示例断电")
            let judge = try await office.judge
            let claim = office.claim("once", request: "a")
            let declared = try await office.casework.declare(command, by: judge, idempotency: claim)
            #expect(declared.court == "COURT-330603" && declared.number == 1)
            #expect(try await office.casework.declare(command, by: judge, idempotency: claim) == declared)
            await #expect(throws: CaseworkError.refused(.keyReused)) {
                _ = try await office.casework.declare(
                    command, by: judge, idempotency: office.claim("once", request: "b"))
            }
            #expect(try await office.casework.outages() == [declared])
            let change = try await office.scalar(
                "select detail ->> 'after' from access_entry where subject = 'outage 1' and kind = 'configuration_change'",
                as: String.self)
            #expect(change == declared.digest)

            let there = try await office.stored(other)
            _ = try await timekeeper.sweep()
            let after = try #require(try await office.stored(own))
            #expect(try await office.stored(other) == there)
            for assignment in state.assignments.values {
                let due = try #require(after.assignments[assignment.number]).due
                #expect((due.date != assignment.due.date) == (assignment.due.date == first))
                guard assignment.due.date == first else { continue }
                #expect(due.derivation?.interruption?.outages.map(\.number) == [1])
                let detail = try await office.casework.duty(assignment.number, of: own, by: judge)
                #expect(detail.derivation?.interruption?.ordinaryEnd == first)
                #expect(detail.derivation?.explanation.zh.contains("系统停用（第1号") == true)
            }
            #expect(try await timekeeper.sweep().events == 0)
            // The next act of the court counts by it too.
            #expect(try await office.casework.calendar().outages.map(\.number) == [1])
            for matter in [own, other] { try await office.expectReplay(matter) }
        }
    }

    /// What lapses by time: once, by nobody, in closed matters as well.
    @Test func deadlinesLapseOnce() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let state = try #require(try await office.stored(matter))
            let running = state.deadlines.values.filter { $0.state == .open && $0.nature != .lookBack }
            let last = try #require(running.map(\.due.date).max())
            let timekeeper = Timekeeper(office.casework)
            #expect(try await timekeeper.sweep().events == 0)
            office.clock.advance(days: last.dayNumber - Office.start.legalDate.dayNumber + 1)
            let report = try await timekeeper.sweep()
            #expect(report.matters == 1 && report.events == running.count)
            let after = try #require(try await office.stored(matter))
            for deadline in running {
                let now = try #require(after.deadlines[deadline.number])
                #expect(now.state == .lapsed)
                #expect((now.settledAt == nil) == (deadline.nature == .obligation))
            }
            let lapses = try await office.events(matter).filter { $0.body.kind == "deadline_lapsed" }
            #expect(lapses.count == running.count && lapses.allSatisfy(\.by.isSystem))
            #expect(try await timekeeper.sweep().events == 0)
            // What is still owed can be met, late.
            let owed = try #require(
                after.deadlines.values.first { $0.state == .lapsed && $0.nature == .obligation })
            _ = try await office.act(
                .deadline(owed.number, .meet(MeetDeadline(on: office.clock.now.legalDate))), matter, by: office.judge)
            #expect(try await office.stored(matter)?.deadlines[owed.number]?.state == .met)
            #expect(try await timekeeper.sweep().events == 0)
            try await office.expectReplay(matter)
        }
    }
}

private final class Collected: Sendable {
    private let found = Mutex<[CalendarMove]>([])
    var moves: [CalendarMove] { found.withLock { $0 } }
    func add(_ moves: [CalendarMove]) { found.withLock { $0 += moves } }
}
