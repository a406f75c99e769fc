internal import MatterCore

/// Table `reminder`: what was sent about a duty. Its rows hang off the assignment as the parts of co-agencies do.
struct ReminderRow: TableRow {
    static let table = "reminder"
    static let primaryKey = [CodingKeys.matter, .number, .reminder]

    var matter: Int64
    /// Of the assignment.
    var number: Int
    /// Of the reminder within it.
    var reminder: Int
    var rung: RungID
    var kind: ReminderRung.Kind
    var recipient: ReminderRung.Recipient
    var organisation: OrganisationID
    var dueOn: LegalDate
    var insteadOf: [RungID]
    var rungs: Int
    var sentAt: StoredInstant
    var endedAt: StoredInstant?
    var answer: Reminder.Answer?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case matter = "matter_id"
        case number, reminder, rung, kind, recipient, organisation
        case dueOn = "due_on"
        case insteadOf = "instead_of"
        case rungs
        case sentAt = "sent_at"
        case endedAt = "ended_at"
        case answer
    }
}

extension ReminderRow {
    static func rows(of assignment: DutyAssignment, of matter: Int64) -> [ReminderRow] {
        assignment.reminders.map { reminder in
            let content = reminder.content
            return ReminderRow(
                matter: matter, number: assignment.number, reminder: content.number, rung: content.rung,
                kind: content.kind, recipient: content.recipient, organisation: content.organisation,
                dueOn: content.dueOn, insteadOf: content.insteadOf, rungs: content.rungs,
                sentAt: StoredInstant(reminder.sentAt), endedAt: StoredInstant(reminder.endedAt),
                answer: reminder.answer)
        }
    }

    var value: Reminder {
        var value = Reminder(
            Reminder.Content(
                number: reminder, rung: rung, kind: kind, recipient: recipient, organisation: organisation,
                dueOn: dueOn, insteadOf: insteadOf, rungs: rungs),
            sentAt: sentAt.instant)
        value.endedAt = endedAt?.instant
        value.answer = answer
        return value
    }
}
