import MatterCore
import Testing

/// A year of a portfolio of a thousand matters, day by day: units that are late, return, refuse or never do it, co-agencies
/// that owe their part, and days on which the program was down. Every reminder is accounted for: those that were sent are
/// those that had to be, none twice, none on a day off or at night, none while another has the ball.
@Suite struct SimulatedYearTests {
    /// 2025-11-03, a Monday; a year from it has the breaks of New Year, spring, May and October in it.
    private static let first = LegalDate("2025-11-03")!.dayNumber
    /// Days on which no server ran.
    private static let downtimes = [LegalDate("2025-12-08")!...LegalDate("2025-12-19")!]

    @Test func everyReminderOfAThousandMattersIsAccountedFor() throws {
        var random = RandomWalkTests.Generator(state: 20_260_101)
        let setting = SimulatedSetting(try Shipped.workflow())
        let calendar = Shipped.calendar
        var reference = ReminderReference { calendar.isWorkingDay($0) }
        var waiting: [(day: Int, id: Int64)] = (1...1_000).map { id in
            (Self.first + Int.random(in: 0..<330, using: &random), id)
        }.sorted { $0 > $1 }
        var lively: [SimulatedMatter] = []
        var over: [SimulatedMatter] = []
        var tally = Tally()
        for day in Self.first..<(Self.first + 365) {
            let date = LegalDate(dayNumber: day)
            while let next = waiting.last, next.day == day {
                waiting.removeLast()
                lively.append(try SimulatedMatter(next.id, on: day, setting, &random))
            }
            for index in lively.indices { tally.acts += try lively[index].act(on: day, early: true, setting) }
            let isDown = Self.downtimes.contains { $0.contains(date) }
            if !isDown {
                let latest = setting.workflow.content.reminders.map { $0.latestDue(on: date, calendar) }
                for index in lively.indices {
                    try sweep(&lively[index], on: day, latest, setting, &reference, &tally, &random)
                }
            }
            for index in lively.indices { tally.acts += try lively[index].act(on: day, early: false, setting) }
            over += lively.filter { !$0.isLively }
            lively.removeAll { !$0.isLively }
        }
        over += lively
        try expectAccounted(over, reference, tally)
    }

    /// What a sweep does in the night, in the morning, and once more.
    private func sweep(
        _ matter: inout SimulatedMatter, on day: Int, _ latest: [LegalDate], _ setting: SimulatedSetting,
        _ reference: inout ReminderReference, _ tally: inout Tally, _ random: inout RandomWalkTests.Generator
    ) throws {
        // By what the worker's search asks for.
        let isFound = matter.state.assignments.values.contains { duty in
            duty.holder == .unit && duty.remindedRungs < latest.count && duty.due.date <= latest[duty.remindedRungs]
        }
        let before = matter.state
        if isFound {
            #expect(try matter.keep(setting, at: SimulatedSetting.moment(day, hour: 7)) == [], "before office hours")
        }
        guard isFound || Int.random(in: 0..<40, using: &random) == 0 else { return }
        let sent = try matter.keep(setting, at: SimulatedSetting.moment(day, hour: 10))
        tally.sweeps += 1
        reference.visit(before, on: LegalDate(dayNumber: day))
        let isWorkingDay = setting.calendar.isWorkingDay(LegalDate(dayNumber: day))
        #expect(!sent.isEmpty == (isFound && isWorkingDay), "found if and only if there is something to send")
        for event in sent {
            #expect(event.by.isSystem && event.at.legalDate.dayNumber == day)
            let duty = try #require(event.assignment.flatMap { before.assignments[$0] })
            #expect(duty.holder == .unit && event.assignmentVersion == duty.version)
        }
        if isFound { #expect(try matter.keep(setting, at: SimulatedSetting.moment(day, hour: 11)) == []) }
    }

    private func expectAccounted(
        _ matters: [SimulatedMatter], _ reference: ReminderReference, _ tally: Tally
    ) throws {
        var sent: [ReminderReference.Sent: Int] = [:]
        var rungs: [String: Int] = [:]
        var (skipped, answered) = (0, 0)
        for matter in matters {
            #expect(MatterState.replay(matter.events) == matter.state)
            for event in matter.events {
                guard case .reminderSent(let assignment, let reminder) = event.body else { continue }
                let one = ReminderReference.Sent(
                    matter: matter.state.id, assignment: assignment, due: reminder.dueOn,
                    rung: reminder.rung.rawValue, to: reminder.organisation.rawValue,
                    insteadOf: reminder.insteadOf.map(\.rawValue))
                sent[one, default: 0] += 1
                rungs[reminder.rung.rawValue, default: 0] += 1
                skipped += reminder.insteadOf.count
            }
            answered += matter.state.assignments.values.flatMap(\.reminders).count { $0.answer != nil }
        }
        #expect(sent == reference.sent)
        #expect(sent.values.allSatisfy { $0 == 1 }, "never twice for the same cause")
        #expect(matters.count == 1_000 && rungs.count == 6 && skipped > 50 && answered > 100)
        print(
            "simulated year: \(matters.count) matters, \(tally.acts) acts, \(tally.sweeps) sweeps of a matter,"
                + " \(sent.count) reminders \(rungs.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }),"
                + " \(skipped) rungs skipped, \(answered) answered")
    }

    private struct Tally {
        var acts = 0
        var sweeps = 0
    }
}
