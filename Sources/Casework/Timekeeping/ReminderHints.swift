internal import MatterCore
internal import Postgres

/// What is told outside of the reminders that a unit of work sends: a hint to each address of a recipient, written in the
/// same transaction, so that neither goes without the other.
struct ReminderHints {
    private var letters: [(hint: Hint, to: OrganisationID, role: Role)] = []

    var isEmpty: Bool { letters.isEmpty }
    var recipients: Set<OrganisationID> { Set(letters.map(\.to)) }

    /// Takes the reminders among what was recorded of a matter.
    mutating func add(_ events: [MatterEvent], of matter: MatterState) {
        for event in events {
            guard case .reminderSent(let assignment, let reminder) = event.body else { continue }
            let duty = matter.assignments[assignment]?.duty.rawValue ?? "\(assignment)"
            letters.append(
                (
                    Hint(
                        notice: reminder.kind.name, item: duty, matter: matter.id, due: reminder.dueOn,
                        event: event.number), reminder.organisation, reminder.recipient.role
                ))
        }
    }

    func messages(_ addresses: NoticeAddresses, at now: Instant) -> [OutgoingMessage] {
        letters.flatMap { $0.hint.messages(to: addresses.addresses(of: $0.to, role: $0.role), at: now) }
    }
}

extension ReminderRung.Kind {
    fileprivate var name: LocalText {
        switch self {
        case .reminder: LocalText(zh: "提醒", en: "reminder")
        case .urging: LocalText(zh: "催办", en: "urging")
        case .supervision: LocalText(zh: "督办", en: "notice of supervision")
        }
    }
}
