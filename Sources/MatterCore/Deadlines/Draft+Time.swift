/// What time and the calendar do to deadlines, without anybody's act.
extension Draft {
    /// Ends that have passed, by the date of now.
    mutating func lapseDeadlines() {
        for deadline in deadlinesInOrder
        where deadline.state == .open && deadline.nature != .lookBack && deadline.due.date < context.today {
            add(.deadlineLapsed(deadline: deadline.number, due: deadline.due.date))
        }
    }

    /// Counts every end again that may still move: days off may have changed since, or an outage been declared. An end that
    /// stays leaves no trace; one that only became final does.
    mutating func recount() throws(Refusal) {
        do throws(DeadlineFault) { try recountDuties() } catch { throw Refusal(error) }
        try recountDeadlines()
    }

    private mutating func recountDuties() throws(DeadlineFault) {
        for assignment in state.assignments.values.sorted(by: { $0.number < $1.number })
        where assignment.counting != nil {
            let (due, extended) = try assignment.recounted(context.calendar)
            guard due.short != assignment.due.short else { continue }
            add(
                .dutyDueMoved(
                    DutyDueMoved(
                        assignment: assignment.number,
                        cause: .calendar(
                            [assignment.due, assignment.extended].compactMap(\.self),
                            [due, extended].compactMap(\.self)),
                        before: assignment.due.short, after: due, extended: extended)))
        }
    }

    private mutating func recountDeadlines() throws(Refusal) {
        for number in state.deadlines.keys.sorted() {
            // An earlier one may have taken this one along. When the matter is closed only terms run on.
            guard let deadline = state.deadlines[number], deadline.mayMove,
                state.closedAt == nil || deadline.nature == .term
            else { continue }
            let steps: [Deadline.Step]
            do throws(DeadlineFault) {
                steps = try deadline.recounted(under: context.workflow, context.calendar)
            } catch { throw Refusal(error) }
            guard Deadline.end(of: steps).short != deadline.due.short else { continue }
            try move(deadline, to: steps, cause: .calendar(deadline.steps.map(\.due), steps.map(\.due))) {
                $0.mayFollow
            }
        }
    }
}
