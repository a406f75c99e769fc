extension Timekeeping {
    /// Sends what the ladder says is due about each duty that its own unit holds: in office hours, and of several rungs
    /// that were missed for one recipient the highest only.
    static func remind(_ draft: inout Draft) {
        let context = draft.context
        guard draft.state.closedAt == nil, OfficeHours.practice.contains(context.now, context.calendar) else { return }
        for assignment in draft.state.assignments.values.sorted(by: { $0.number < $1.number })
        where assignment.holder == .unit {
            remind(assignment, &draft)
        }
    }

    private static func remind(_ assignment: DutyAssignment, _ draft: inout Draft) {
        let context = draft.context
        let ladder = context.workflow.content.reminders
        let reached = ladder.prefix { $0.day(for: assignment.due.date, context.calendar) <= context.today }
        var letters: [(address: Address, rungs: [ReminderRung])] = []
        // A matter may have adopted another ladder: what it has of the same name was sent or skipped already.
        let used = Set(
            assignment.reminders.filter { $0.content.dueOn == assignment.due.date }
                .flatMap { [$0.content.rung] + $0.content.insteadOf })
        for rung in reached.dropFirst(assignment.remindedRungs) where !used.contains(rung.id) {
            for address in Address.all(of: rung, assignment, draft) {
                if let index = letters.firstIndex(where: { $0.address == address }) {
                    letters[index].rungs.append(rung)
                } else {
                    letters.append((address, [rung]))
                }
            }
        }
        for (offset, letter) in letters.enumerated() {
            guard let rung = letter.rungs.last else { continue }
            draft.add(
                .reminderSent(
                    assignment: assignment.number,
                    reminder: Reminder.Content(
                        number: assignment.reminders.count + offset + 1, rung: rung.id, kind: rung.kind,
                        recipient: letter.address.recipient, organisation: letter.address.organisation,
                        dueOn: assignment.due.date, insteadOf: letter.rungs.dropLast().map(\.id),
                        rungs: reached.count)))
        }
    }
}

/// Where a rung sends to.
private struct Address: Hashable {
    let recipient: ReminderRung.Recipient
    let organisation: OrganisationID

    /// The unit, and with it the units that still owe their part; above them one office. A sealed matter does not exist for
    /// coordination offices, and some regions have none: then it is the court's.
    static func all(of rung: ReminderRung, _ assignment: DutyAssignment, _ draft: Draft) -> [Address] {
        let court = Address(recipient: .court, organisation: draft.state.court)
        switch rung.recipient {
        case .officer, .head:
            let parts = assignment.parts.filter { $0.state == .open }.map(\.unit)
            return ([assignment.unit] + parts).map { Address(recipient: rung.recipient, organisation: $0) }
        case .coordinationOffice:
            guard draft.state.sealedAt == nil, let office = draft.context.coordinationOffice else { return [court] }
            return [Address(recipient: .coordinationOffice, organisation: office)]
        case .court: return [court]
        }
    }
}
