import MatterCore
import Testing
import WorkflowFiles

/// Counting again after the calendar has changed: exactly what moves, and as if it had been counted so from the start.
@Suite struct RecountTests {
    /// A made-up notice of 2027.
    private static func notice(version: Int = 1, from: Int, length: Int, makeUp: Int? = nil) -> HolidayNotice {
        let start = LegalDate("2027-01-01")!.dayNumber
        let days = (from: LegalDate(dayNumber: start + from), through: LegalDate(dayNumber: start + from + length - 1))
        let saturday = makeUp.map { LegalDate(dayNumber: start + 1 + 7 * $0) }
        return HolidayNotice(
            year: 2027, version: version,
            reference: .init(title: "示例", number: "示例1号", issuedOn: nil, url: nil, provenance: .fillIn),
            change: version > 1 ? LocalText(zh: "示例", en: "sample") : nil,
            festivals: [
                .init(
                    name: LocalText(zh: "示例", en: "sample"), from: days.from, through: days.through,
                    makeUpDays: saturday.map { [$0] } ?? [])
            ])
    }

    private static func recount(
        _ world: World, _ calendar: WorkCalendar
    ) throws -> (after: MatterState, events: [MatterEvent]) {
        let state = world.state
        return try Timekeeping.recount(
            state,
            DecisionContext(
                workflow: world.workflow, calendar: calendar,
                principal: .system(of: state.court, region: state.region), now: world.now))
    }

    /// A matter in takeover at the end of 2026 with an extended duty: due dates in 2027, all provisional.
    private static func world(days: Int) throws -> World {
        var world = try World.inTakeover(try Shipped.workflow())
        world.wait(days: days)
        for assignment in world.state.assignments.values.sorted(by: { $0.number < $1.number })
        where !assignment.state.isSettled {
            let unit = World.principal(.agency, agency: assignment.agency)
            try world.perform(
                .duty(assignment.number, .refuse(RefuseDuty(reason: "statutory_condition_unmet", note: "示例"))), by: unit
            )
            try world.perform(.duty(assignment.number, .overrideRefusal(GiveReason(reason: "示例"))), by: .judge)
            if assignment.number.isMultiple(of: 2) {
                try world.perform(
                    .duty(assignment.number, .requestExtension(RequestExtension(workingDays: 3, reason: "示例"))),
                    by: unit)
                try world.perform(
                    .duty(assignment.number, .decideExtension(DecideExtension(approve: true))), by: .judge)
            }
        }
        return world
    }

    @Test func recountingIsCountingFromTheStart() throws {
        var moved = 0
        for days in [290, 297, 301, 303] {
            let world = try Self.world(days: days)
            let first = Shipped.folder.notices
            #expect(try Self.recount(world, Shipped.calendar).events.isEmpty)
            for from in [0, 3, 6, 11] {
                for length in [1, 3, 8] {
                    let notices = first + [Self.notice(from: from, length: length, makeUp: 1 + from % 3)]
                    let calendar = WorkCalendar(notices)
                    let (after, events) = try Self.recount(world, calendar)
                    moved += events.count
                    // Once each, and only what changed.
                    #expect(Set(events.map(\.assignment)).count == events.count)
                    for event in events {
                        guard case .dutyDueMoved(let move) = event.body else { continue }
                        #expect(move.before != move.after.short && event.by.isSystem)
                        #expect(move.cause == DeadlineCause(.calendar, reference: "2027.v1"))
                    }
                    let touched = Set(events.compactMap(\.assignment))
                    for assignment in after.assignments.values {
                        let before = try #require(world.state.assignments[assignment.number])
                        #expect(touched.contains(assignment.number) == (assignment.due.short != before.due.short))
                        if case .from(let day, let period)? = assignment.counting {
                            #expect(assignment.due.short == (try calendar.due(period, from: .init(on: day)).short))
                        } else if assignment.counting == .steps {
                            // The limit from its anchor, and the extension from there.
                            let base = try #require(assignment.extended?.derivation)
                            let end = try calendar.due(base.period, from: base.anchor).date
                            let all = try calendar.due(Period(amount: 3, unit: .workingDays), from: .init(on: end))
                            if touched.contains(assignment.number) { #expect(assignment.due.short == all.short) }
                        }
                    }
                    // Nothing is done twice, and the record rebuilds it.
                    var next = world
                    next.state = after
                    #expect(try Self.recount(next, calendar).events.isEmpty)
                    var replayed = world.state
                    for event in events { replayed.apply(event) }
                    #expect(replayed == after)
                }
            }
        }
        #expect(moved > 200)
    }

    /// The clock of a duty that was returned stands; an act that a notice makes final without a move leaves a trace.
    @Test func whatStandsStaysAndWhatIsFinalIsSaid() throws {
        var world = try Self.world(days: 303)
        let open = world.state.assignments.values.filter { !$0.state.isSettled }.sorted { $0.number < $1.number }
        let stopped = try #require(open.first)
        try world.perform(
            .duty(stopped.number, .returnForMaterial(ReturnForMaterial(reason: "material_missing", missing: []))),
            by: World.principal(.agency, agency: stopped.agency))
        let late = WorkCalendar(Shipped.folder.notices + [Self.notice(from: 300, length: 1)])
        let (after, events) = try Self.recount(world, late)
        #expect(!events.contains { $0.assignment == stopped.number })
        #expect(after.assignments[stopped.number]?.due == world.state.assignments[stopped.number]?.due)
        let moves = events.compactMap { event in if case .dutyDueMoved(let move) = event.body { move } else { nil } }
        #expect(!moves.isEmpty && moves.allSatisfy { $0.before.date == $0.after.date })
        #expect(moves.allSatisfy { $0.before.isProvisional && !$0.after.isProvisional })
    }

    /// A right that had lapsed on a day of an outage is open again; an obligation that was met the day after is in time.
    @Test func whatLapsedOnADayOfAnOutageIsOpenAgain() throws {
        var world = try World.inTakeover(try Shipped.workflow())
        let running = world.state.deadlines.values.filter {
            $0.state == .open && $0.due.derivation?.period.rolls == true
        }
        let right = try #require(running.min { $0.due.date < $1.due.date })
        let end = right.due.date
        world.now = Instant(milliseconds: Int64(end.dayNumber + 1) * 86_400_000)
        let context = DecisionContext(
            workflow: world.workflow, calendar: Shipped.calendar,
            principal: .system(of: world.state.court, region: world.state.region), now: world.now)
        let (lapsed, events) = try Timekeeping.keep(world.state, context)
        #expect(events.contains { $0.body == .deadlineLapsed(deadline: right.number, due: end) })
        #expect(events.allSatisfy { $0.by.isSystem })
        #expect(lapsed.deadlines[right.number]?.state == .lapsed)
        // Rights and terms are over; obligations are still owed.
        for deadline in lapsed.deadlines.values where deadline.state == .lapsed {
            #expect((deadline.settledAt == nil) == (deadline.nature == .obligation))
        }
        #expect(try Timekeeping.keep(lapsed, context).events.isEmpty)

        world.state = lapsed
        let noon = Instant(milliseconds: Int64(end.dayNumber) * 86_400_000 + 4 * 3_600_000)
        let outage = Outage(
            number: 7, court: nil, from: noon, through: noon.adding(hours: 1), reason: "示例",
            declaredBy: Person(id: "o", name: "示例"), declaredAt: world.now)
        let (after, moves) = try Self.recount(world, Shipped.calendar.with([outage]))
        let again = try #require(after.deadlines[right.number])
        #expect(again.state == .open && again.settledAt == nil && again.due.date > end)
        let causes = moves.compactMap { event in
            if case .deadlineMoved(let move) = event.body { move.cause } else { nil }
        }
        #expect(causes.contains(DeadlineCause(.calendar, reference: "outage 7")))
        world.state = after
        #expect(try Self.recount(world, Shipped.calendar.with([outage])).events.isEmpty)
    }
}
