/// A reminder that was sent about a duty. It waits for an answer until it gets one, or until what it was about is over:
/// the duty is settled or its due date has moved.
public struct Reminder: Hashable, Codable, Sendable {
    /// What the event says of it.
    public struct Content: Hashable, Codable, Sendable {
        /// Number within the assignment, from 1.
        public let number: Int
        public let rung: RungID
        public let kind: ReminderRung.Kind
        public let recipient: ReminderRung.Recipient
        public let organisation: OrganisationID
        /// The due date that it is about: the cause, for which no rung is used twice.
        public let dueOn: LegalDate
        /// Lower rungs of the same recipient that were missed. They are not made up for.
        public let insteadOf: [RungID]
        /// Rungs of the ladder, from the lowest, that are done with for this due date.
        public let rungs: Int

        public init(
            number: Int, rung: RungID, kind: ReminderRung.Kind, recipient: ReminderRung.Recipient,
            organisation: OrganisationID, dueOn: LegalDate, insteadOf: [RungID], rungs: Int
        ) {
            self.number = number
            self.rung = rung
            self.kind = kind
            self.recipient = recipient
            self.organisation = organisation
            self.dueOn = dueOn
            self.insteadOf = insteadOf
            self.rungs = rungs
        }
    }

    public struct Answer: Hashable, Codable, Sendable {
        public let by: MatterEvent.Author
        public let note: String?

        public init(by author: MatterEvent.Author, note: String?) {
            by = author
            self.note = note
        }
    }

    public let content: Content
    public let sentAt: Instant
    /// Answered, or over without an answer.
    public var endedAt: Instant?
    public var answer: Answer?

    public init(_ content: Content, sentAt: Instant) {
        self.content = content
        self.sentAt = sentAt
    }

    /// Whether it was sent to those for whom the principal acts.
    public func isAddressed(to principal: Principal) -> Bool {
        content.organisation == principal.organisation.id && content.recipient.role == principal.role
    }
}

extension Principal {
    /// Whether the ladder ever reaches those for whom the principal acts.
    public var isEverReminded: Bool {
        switch role {
        case .agency, .judge: role.isHeld(in: organisation.kind)
        case .auditor: organisation.kind == .coordinationOffice
        case .administrator, .operator: false
        }
    }
}

extension DutyAssignment {
    /// Reminders about what was until now are over.
    mutating func endReminders(at: Instant) {
        for index in reminders.indices where reminders[index].endedAt == nil { reminders[index].endedAt = at }
    }

    /// A due date that has moved is a new cause; one that has moved back is the old one.
    mutating func restartReminders(at: Instant) {
        endReminders(at: at)
        remindedRungs = reminders.filter { $0.content.dueOn == due.date }.map(\.content.rungs).max() ?? 0
    }
}
