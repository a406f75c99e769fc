/// What time and the calendar do to deadlines, without anybody's act.
extension Draft {
    /// Ends that have passed, by the date of now.
    mutating func lapseDeadlines() {
        for deadline in deadlinesInOrder
        where deadline.state == .open && deadline.nature != .lookBack && deadline.due.date < context.today {
            add(.deadlineLapsed(deadline: deadline.number, due: deadline.due.date))
        }
    }

    /// Counts every pending end again: days off may have changed since.
    mutating func recountDeadlines(reference: String?) throws(Refusal) {
        for number in state.deadlines.keys.sorted() {
            // An earlier one may have taken this one along.
            guard let deadline = state.deadlines[number], deadline.settledAt == nil else { continue }
            let steps: [Deadline.Step]
            do throws(DeadlineFault) {
                steps = try deadline.recounted(under: context.workflow, context.calendar)
            } catch { throw Refusal(error) }
            try move(deadline, to: steps, cause: DeadlineCause(.calendar, reference: reference))
        }
    }
}
