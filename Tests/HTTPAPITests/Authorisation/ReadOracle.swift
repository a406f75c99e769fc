import Casework
import MatterCore

/// Who reads what, worked out from whole matters one by one, without the program's queries.
struct ReadOracle {
    private let parents: [OrganisationID: OrganisationID]

    init(_ organisations: [Organisation]) {
        parents = Dictionary(
            uniqueKeysWithValues: organisations.compactMap { one in one.parent.map { (one.id, $0) } })
    }

    func reads(_ principal: Principal, _ state: MatterState) -> Bool {
        Access.mayRead(principal, facts(state))
    }

    /// Whose entries of the access log about the matter somebody may read.
    func logReach(_ principal: Principal, _ state: MatterState) -> Access.LogReach {
        Access.logReach(principal, facts(state))
    }

    private func facts(_ state: MatterState) -> Access.ReadFacts {
        Access.ReadFacts(
            court: state.court, courtAncestors: Array(sequence(first: state.court) { parents[$0] }.dropFirst()),
            region: state.region, administrator: state.administrator, openedBy: state.openedBy,
            involvedUnits: Set(state.assignments.values.flatMap { [$0.unit] + $0.parts.map(\.unit) }),
            isSealed: state.sealedAt != nil, judges: state.judges)
    }

    /// Assignments that a reader of the matter is shown.
    func duties(_ principal: Principal, _ state: MatterState) -> [DutyAssignment] {
        let own = principal.organisation.id
        return state.assignments.values.sorted { $0.number < $1.number }.filter { duty in
            principal.role != .agency || duty.unit == own || duty.parts.contains { $0.unit == own }
        }
    }

    /// Files that a reader of the matter is shown: for a unit its own, what came with its letters, and what was returned
    /// in the duties that it leads.
    func attachments(_ principal: Principal, _ state: MatterState) -> [Int] {
        let own = principal.organisation.id
        return state.attachments.keys.sorted().filter { number in
            guard principal.role == .agency, state.attachments[number]?.addedBy != own else { return true }
            return duties(principal, state).contains { duty in
                let returned = (duty.result?.attachments ?? []) + duty.parts.flatMap(\.attachments)
                return duty.materials.contains { $0.attachment == number }
                    || (duty.unit == own && returned.contains(number))
            }
        }
    }

    /// Entries of the record that a reader of the matter is shown.
    func events(_ principal: Principal, _ state: MatterState, _ all: [MatterEvent]) -> [Int] {
        let own = principal.organisation.id
        return all.filter { event in
            principal.role != .agency || event.by.organisation == own
                || event.assignment.map { state.assignments[$0]?.unit == own } == true
                || Self.isSent(event, to: own)
        }.map(\.number)
    }

    private static func isSent(_ event: MatterEvent, to unit: OrganisationID) -> Bool {
        guard case .reminderSent(_, let reminder) = event.body else { return false }
        return reminder.organisation == unit
    }

    /// Reminders about duties of the matter that a reader of it is shown: for a unit all about the duties it owes, and
    /// those that were sent to it.
    func reminders(_ principal: Principal, _ state: MatterState) -> Set<String> {
        let own = principal.organisation.id
        return Set(
            state.assignments.values.flatMap { duty in
                duty.reminders.filter { reminder in
                    principal.role != .agency || duty.unit == own || reminder.content.organisation == own
                }.map { "\(state.id)/\(duty.number)/\($0.content.number)" }
            })
    }

    /// Those of the reader's own organisation, waiting or not; nil for those who are never reminded.
    func ownReminders(_ principal: Principal, waiting: Bool, _ states: [MatterState]) -> Set<String>? {
        let recipients: Set<ReminderRung.Recipient>
        switch (principal.role, principal.organisation.kind) {
        case (.agency, .agencyUnit): recipients = [.officer, .head]
        case (.auditor, .coordinationOffice): recipients = [.coordinationOffice]
        case (.judge, .court): recipients = [.court]
        default: return nil
        }
        return Set(
            states.filter { reads(principal, $0) }.flatMap { state in
                state.assignments.values.flatMap { duty in
                    duty.reminders.filter {
                        $0.content.organisation == principal.organisation.id
                            && recipients.contains($0.content.recipient) && ($0.endedAt == nil) == waiting
                    }.map { "\(state.id)/\(duty.number)/\($0.content.number)" }
                }
            })
    }

    /// What a tab of a unit's inbox holds, as matter and number.
    func inbox(_ tab: Inbox.Tab, _ unit: Principal, _ states: [MatterState], today: LegalDate) -> Set<String> {
        let own = unit.organisation.id
        return Set(
            states.filter { reads(unit, $0) }.flatMap { state in
                state.assignments.values.filter { duty in
                    let isLead = duty.unit == own
                    return switch tab {
                    case .new: isLead && duty.state == .open
                    case .working: isLead && [.acknowledged, .inProgress].contains(duty.state)
                    case .returned: isLead && duty.state == .returned
                    case .refused: isLead && duty.state == .refused
                    case .done: isLead && duty.state.isSettled
                    case .overdue: isLead && duty.isOverdue(on: today)
                    case .parts:
                        !duty.state.isSettled && duty.parts.contains { $0.unit == own && $0.state == .open }
                    }
                }.map { "\(state.id)/\($0.number)" }
            })
    }
}
