public import MatterCore

/// A duty assignment with everything about it.
public struct DutyView: Codable, Hashable, Sendable {
    public let number: Int
    public let version: Int
    public let duty: DutyID
    public let name: LocalText?
    public let agency: AgencyID
    public let unit: NamedOrganisation
    public let scene: StageID
    public let isMandatory: Bool
    public let state: DutyState
    public let since: String
    public let openedAt: String
    public let due: DueDate
    public let isOverdue: Bool
    /// How far it has climbed for its present due date; nil: nothing was sent.
    public let escalation: Escalation?
    /// In whose court the duty is; nil: it is over.
    public let holder: Holder?
    public let request: Int?
    public let letterNumber: String?
    public let requester: OrganisationID?
    public let materials: [MaterialUse]
    public let requestNote: String?
    public let acknowledgedAt: String?
    public let startedAt: String?
    public let completedAt: String?
    public let settledAt: String?
    public let acceptedAt: String?
    public let result: DutyAssignment.DutyResult?
    public let reason: DutyAssignment.StatedReason?
    public let pause: DutyAssignment.Pause?
    public let `extension`: DutyAssignment.Extension?
    public let parts: [DutyAssignment.Part]
}

extension DutyView {
    /// The highest reminder that was sent.
    public struct Escalation: Codable, Hashable, Sendable {
        public let rung: RungID
        public let kind: ReminderRung.Kind
        /// Number within the assignment.
        public let number: Int
        public let sentAt: String

        init(_ reminder: Reminder) {
            rung = reminder.content.rung
            kind = reminder.content.kind
            number = reminder.content.number
            sentAt = reminder.sentAt.description
        }
    }

    init(_ assignment: DutyAssignment, _ workflow: Workflow, _ names: OrganisationNames, today: LegalDate) {
        number = assignment.number
        version = assignment.version
        duty = assignment.duty
        name = workflow.duty(assignment.duty)?.name
        agency = assignment.agency
        unit = names[assignment.unit]
        scene = assignment.scene
        isMandatory = assignment.isMandatory
        state = assignment.state
        since = assignment.since.description
        openedAt = assignment.openedAt.description
        due = assignment.due.short
        isOverdue = assignment.isOverdue(on: today)
        escalation = assignment.highestReminder.map { Escalation($0) }
        holder = assignment.holder
        request = assignment.request?.request
        letterNumber = assignment.request?.letterNumber
        requester = assignment.request?.requester
        materials = assignment.materials
        requestNote = assignment.request?.note
        acknowledgedAt = assignment.acknowledgedAt?.description
        startedAt = assignment.startedAt?.description
        completedAt = assignment.completedAt?.description
        settledAt = assignment.settledAt?.description
        acceptedAt = assignment.acceptedAt?.description
        result = assignment.result
        reason = assignment.reason
        pause = assignment.pause
        `extension` = assignment.extension
        parts = assignment.parts
    }
}
