extension Decision {
    /// Whoever was reminded answers, once. Reminders to others are not found, so that nobody learns of them.
    static func answerReminder(
        _ command: AnswerReminder, _ assignment: DutyAssignment, _ draft: inout Draft
    ) throws(Refusal) {
        let principal = draft.context.principal
        let reminder = assignment.reminders.first { $0.content.number == command.reminder }
        guard let reminder, reminder.isAddressed(to: principal) else {
            throw Refusal(
                .invalid, "no-such-reminder", zh: "没有发给本单位的该催办。",
                en: "There is no such reminder to your organisation.", pointer: "/reminder")
        }
        try TextRule.allow(command.note, at: "/note")
        guard reminder.endedAt == nil else {
            throw Refusal(
                .conflict, "reminder-ended", zh: "该催办已答复，或者所催事项已办结、期限已变更。",
                en: "It is answered, or what it was about is over: the duty is settled, or its due date moved.")
        }
        draft.add(.reminderAnswered(assignment: assignment.number, reminder: command.reminder, note: command.note))
    }
}
