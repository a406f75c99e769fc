import MatterCore

/// The ladder of reminders.
extension Fields {
    func rung() -> ReminderRung {
        ReminderRung(
            id: code("id"), name: name(), kind: word("kind", else: .reminder), workingDays: number("workingDays"),
            recipient: word("recipient", else: .officer), basis: basis())
    }
}
