public import MatterCore

/// A reminder as people read it.
public struct ReminderView: Codable, Hashable, Sendable {
    public struct Answer: Codable, Hashable, Sendable {
        public let by: MatterEvent.Author
        public let note: String?
    }

    public let matter: Int64
    public let assignment: Int
    /// Version of the assignment, for the answer.
    public let assignmentVersion: Int
    public let duty: DutyID
    /// Number within the assignment.
    public let number: Int
    public let rung: RungID
    public let name: LocalText?
    public let kind: ReminderRung.Kind
    public let recipient: ReminderRung.Recipient
    public let organisation: OrganisationID
    /// The due date that it is about.
    public let dueOn: LegalDate
    /// Lower rungs that were missed.
    public let insteadOf: [RungID]
    public let sentAt: String
    /// Answered, or over without an answer; nil: it waits.
    public let endedAt: String?
    public let answer: Answer?
    /// Where the ladder comes from: policy, never law.
    public let basis: LegalBasis?
}

extension ReminderView {
    init(_ reminder: Reminder, of assignment: DutyAssignment, in matter: Int64, _ workflow: Workflow) {
        let content = reminder.content
        let rung = workflow.content.reminders.first { $0.id == content.rung }
        self.matter = matter
        self.assignment = assignment.number
        assignmentVersion = assignment.version
        duty = assignment.duty
        number = content.number
        self.rung = content.rung
        name = rung?.name
        kind = content.kind
        recipient = content.recipient
        organisation = content.organisation
        dueOn = content.dueOn
        insteadOf = content.insteadOf
        sentAt = reminder.sentAt.description
        endedAt = reminder.endedAt?.description
        answer = reminder.answer.map { Answer(by: $0.by, note: $0.note) }
        basis = rung?.basis
    }
}

extension DutyAssignment {
    /// How far the duty has climbed for its present due date, as far as the reader is shown it.
    var highestReminder: Reminder? {
        reminders.filter { $0.content.dueOn == due.date }.max { $0.content.number < $1.content.number }
    }
}
