internal import MatterCore

/// Table `duty_assignment`. What lists and clocks ask for are columns; the rest is one document.
struct AssignmentRow: TableRow {
    static let table = "duty_assignment"
    static let primaryKey = [CodingKeys.matter, .number]

    var matter: Int64
    var number: Int
    var duty: DutyID
    var agency: AgencyID
    var unit: OrganisationID
    var scene: StageID
    var isMandatory: Bool
    var state: DutyState
    var version: Int
    var openedAt: StoredInstant
    var since: StoredInstant
    var dueOn: LegalDate
    var isDueProvisional: Bool
    var counting: Counting?
    var request: Int?
    var letterNumber: String?
    var requester: OrganisationID?
    var settledAt: StoredInstant?
    var remindedRungs: Int
    var detail: Detail

    struct Detail: Codable {
        var cause: DutyAssignment.Cause
        var materials: [MaterialUse]
        var note: String?
        var acknowledgedAt: Instant?
        var startedAt: Instant?
        var completedAt: Instant?
        var result: DutyAssignment.DutyResult?
        var acceptedAt: Instant?
        var reason: DutyAssignment.StatedReason?
        var pause: DutyAssignment.Pause?
        var `extension`: DutyAssignment.Extension?
        var extended: DueDate?
        var derivation: Derivation?
        var clock: DutyClock
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case matter = "matter_id"
        case number, duty, agency, unit, scene
        case isMandatory = "is_mandatory"
        case state, version
        case openedAt = "opened_at"
        case since
        case dueOn = "due_on"
        case isDueProvisional = "due_provisional"
        case counting
        case request
        case letterNumber = "letter_number"
        case requester
        case settledAt = "settled_at"
        case remindedRungs = "reminded_rungs"
        case detail
    }
}

extension AssignmentRow {
    init(_ assignment: DutyAssignment, of matter: Int64) {
        self.matter = matter
        number = assignment.number
        duty = assignment.duty
        agency = assignment.agency
        unit = assignment.unit
        scene = assignment.scene
        isMandatory = assignment.isMandatory
        state = assignment.state
        version = assignment.version
        openedAt = StoredInstant(assignment.openedAt)
        since = StoredInstant(assignment.since)
        dueOn = assignment.due.date
        isDueProvisional = assignment.due.isProvisional
        counting = assignment.counting
        request = assignment.request?.request
        letterNumber = assignment.request?.letterNumber
        requester = assignment.request?.requester
        settledAt = StoredInstant(assignment.settledAt)
        remindedRungs = assignment.remindedRungs
        detail = Detail(
            cause: assignment.cause, materials: assignment.materials, note: assignment.request?.note,
            acknowledgedAt: assignment.acknowledgedAt, startedAt: assignment.startedAt,
            completedAt: assignment.completedAt, result: assignment.result, acceptedAt: assignment.acceptedAt,
            reason: assignment.reason, pause: assignment.pause, extension: assignment.extension,
            extended: assignment.extended, derivation: assignment.due.derivation, clock: assignment.clock)
    }

    func assignment(parts: [DutyAssignment.Part], reminders: [Reminder]) -> DutyAssignment {
        var assignment = DutyAssignment(
            number: number, duty: duty, agency: agency, unit: unit, scene: scene, isMandatory: isMandatory,
            cause: detail.cause, openedAt: openedAt.instant,
            due: DueDate(date: dueOn, isProvisional: isDueProvisional, derivation: detail.derivation), parts: parts)
        assignment.version = version
        assignment.state = state
        assignment.since = since.instant
        assignment.materials = detail.materials
        if let request, let letterNumber, let requester {
            assignment.request = DutyAssignment.Letter(
                request: request, letterNumber: letterNumber, requester: requester, note: detail.note)
        }
        assignment.settledAt = settledAt?.instant
        assignment.reminders = reminders
        assignment.remindedRungs = remindedRungs
        assignment.acknowledgedAt = detail.acknowledgedAt
        assignment.startedAt = detail.startedAt
        assignment.completedAt = detail.completedAt
        assignment.result = detail.result
        assignment.acceptedAt = detail.acceptedAt
        assignment.reason = detail.reason
        assignment.pause = detail.pause
        assignment.extension = detail.extension
        assignment.extended = detail.extended
        assignment.clock = detail.clock
        return assignment
    }
}

/// Table `duty_part`: what a co-agency contributes.
struct PartRow: TableRow {
    static let table = "duty_part"
    static let primaryKey = [CodingKeys.matter, .number, .agency]

    var matter: Int64
    var number: Int
    var agency: AgencyID
    var position: Int
    var unit: OrganisationID
    var state: DutyAssignment.Part.State
    var text: String?
    var attachments: [Int]

    enum CodingKeys: String, CodingKey, CaseIterable {
        case matter = "matter_id"
        case number, agency, position, unit, state, text, attachments
    }
}

extension PartRow {
    static func rows(of assignment: DutyAssignment, of matter: Int64) -> [PartRow] {
        assignment.parts.enumerated().map { position, part in
            PartRow(
                matter: matter, number: assignment.number, agency: part.agency, position: position, unit: part.unit,
                state: part.state, text: part.text, attachments: part.attachments)
        }
    }

    var part: DutyAssignment.Part {
        var part = DutyAssignment.Part(agency: agency, unit: unit, state: state)
        part.text = text
        part.attachments = attachments
        return part
    }
}
