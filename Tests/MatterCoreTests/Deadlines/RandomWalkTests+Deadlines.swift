import Testing

@testable import MatterCore

extension RandomWalkTests {
    /// What the database asks of rows, and that every end can be counted again: by the program, which then changes nothing,
    /// and step by step without it.
    func requireSoundDeadlines(_ world: World) throws {
        for deadline in world.state.deadlines.values {
            let isOver =
                [.met, .ended].contains(deadline.state) || (deadline.state == .lapsed && deadline.nature != .obligation)
            #expect((deadline.settledAt != nil) == isOver)
            #expect((deadline.met != nil) == (deadline.state == .met))
            #expect((deadline.suspendedOn != nil) == (deadline.state == .suspended))
            #expect((deadline.rule == nil) == (deadline.name != nil))
            #expect(try deadline.recounted(under: world.workflow, Shipped.calendar) == deadline.steps)
            #expect(deadline.due.date == StepCount.end(of: deadline.steps[...]))
            if let met = deadline.met, let start = deadline.runsFrom, !deadline.runsFromDeadline {
                #expect(met.on >= start)
            }
        }
    }

    /// Each change tells the end before it and the end after it, and the one is the other of the change before.
    func requireChained(_ events: [MatterEvent]) {
        var ends: [Int: DueDate] = [:]
        for event in events {
            switch event.body {
            case .deadlineOpened(let opened):
                #expect(ends[opened.deadline] == nil)
                ends[opened.deadline] = opened.step.due.short
            case .deadlineMoved(let moved):
                #expect(ends[moved.deadline] == moved.before)
                ends[moved.deadline] = moved.after
            case .deadlineMet, .deadlineLapsed, .deadlineSuspended, .deadlineEnded:
                #expect(event.body.deadline.flatMap { ends[$0] } != nil)
            default: #expect(event.body.deadline == nil)
            }
        }
    }
}

extension Deadline {
    fileprivate var runsFromDeadline: Bool { if case .deadline = source { true } else { false } }
}

/// The end of a deadline, counted from its steps on fingers.
enum StepCount {
    static func end(of steps: ArraySlice<Deadline.Step>) -> LegalDate? {
        guard let step = steps.last, let derivation = step.due.derivation else { return nil }
        let earlier = end(of: steps.dropLast())
        switch step.kind {
        case .opened: return count(derivation.period, from: derivation.anchor.on)
        case .extended: return earlier.map { count(derivation.period, from: $0) }
        case .ordered: return max(roll(derivation.anchor.on, by: 1), earlier ?? derivation.anchor.on)
        case .resumed: return count(derivation.period, from: derivation.anchor.on)
        }
    }

    private static func count(_ period: Period, from anchor: LegalDate) -> LegalDate {
        let sign = period.direction == .forward ? 1 : -1
        var end = anchor
        switch period.unit {
        case .calendarDays: for _ in 0..<period.amount { end = end.adding(days: sign) }
        case .months: end = anchor.adding(months: sign * period.amount)!
        case .years: end = anchor.adding(months: sign * 12 * period.amount)!
        case .workingDays: break
        }
        return period.rolls ? roll(end, by: sign) : end
    }

    private static func roll(_ day: LegalDate, by sign: Int) -> LegalDate {
        var day = day
        while !Shipped.calendar.isWorkingDay(day) { day = day.adding(days: sign) }
        return day
    }
}
