/// A duty of the catalogue opened in a matter: one agency unit owes it, with its own clock and version.
public struct DutyAssignment: Hashable, Codable, Sendable {
    /// Number within the matter.
    public let number: Int
    public let duty: DutyID
    public let agency: AgencyID
    public let unit: OrganisationID
    /// The scene whose exit an unsettled mandatory assignment blocks (and that of every later stage).
    public let scene: StageID
    public let isMandatory: Bool
    public let cause: Cause
    public let openedAt: Instant
    public var version = 1
    public var state: DutyState = .open
    public var due: DueDate
    /// When the present state began.
    public var since: Instant
    public var request: Letter?
    /// What the requester supplied, with a letter or after a return.
    public var materials: [MaterialUse] = []
    public var acknowledgedAt: Instant?
    public var startedAt: Instant?
    public var completedAt: Instant?
    public var settledAt: Instant?
    public var result: DutyResult?
    public var acceptedAt: Instant?
    /// Reason of the last return, refusal, waiver, override, send-back or cancellation.
    public var reason: StatedReason?
    public var pause: Pause?
    public var `extension`: Extension?
    /// The end that the extension moved; the new one was counted from it.
    public var extended: DueDate?
    /// What co-agencies contribute.
    public var parts: [Part]
    /// What was sent because it is not done.
    public var reminders: [Reminder] = []
    /// Rungs of the ladder that are done with for the present due date.
    public var remindedRungs = 0
    /// Whose turn it was from when to when.
    public var clock: DutyClock

    public init(
        number: Int, duty: DutyID, agency: AgencyID, unit: OrganisationID, scene: StageID, isMandatory: Bool,
        cause: Cause, openedAt: Instant, due: DueDate, parts: [Part]
    ) {
        self.number = number
        self.duty = duty
        self.agency = agency
        self.unit = unit
        self.scene = scene
        self.isMandatory = isMandatory
        self.cause = cause
        self.openedAt = openedAt
        self.due = due
        self.since = openedAt
        self.parts = parts
        clock = DutyClock(openedAt: openedAt, parts: parts)
    }

    /// A duty is overdue after its last day, but only while its unit holds it: not while the requester owes material,
    /// and not while the judge has a refusal to decide.
    public func isOverdue(on today: LegalDate) -> Bool { holder == .unit && due.date < today }
}

extension DutyAssignment {
    /// Why the duty opened.
    public enum Cause: Hashable, Codable, Sendable {
        case stageEntry(StageID)
        case event(DutyEventID)
        case request
    }

    /// The letter that asked for the duty.
    public struct Letter: Hashable, Codable, Sendable {
        public let request: Int
        public let letterNumber: String
        public let requester: OrganisationID
        public let note: String?

        public init(request: Int, letterNumber: String, requester: OrganisationID, note: String?) {
            self.request = request
            self.letterNumber = letterNumber
            self.requester = requester
            self.note = note
        }
    }

    /// What the agency returned.
    public struct DutyResult: Hashable, Codable, Sendable {
        public let values: [String: ResultValue]
        public let attachments: [Int]
        public let note: String?

        public init(values: [String: ResultValue], attachments: [Int], note: String?) {
            self.values = values
            self.attachments = attachments
            self.note = note
        }
    }

    /// A coded reason, a text, or both; for returns the materials that are missing.
    public struct StatedReason: Hashable, Codable, Sendable {
        public let code: ReasonID?
        public let text: String?
        public let missing: [MaterialID]

        public init(code: ReasonID? = nil, text: String? = nil, missing: [MaterialID] = []) {
            self.code = code
            self.text = text
            self.missing = missing
        }
    }

    /// A stopped clock: the agency waits for the requester.
    public struct Pause: Hashable, Codable, Sendable {
        public let since: LegalDate
        /// Working days that were left when the clock stopped; 0 if the duty was overdue and stays so.
        public let workingDaysLeft: Int
        public let stateBefore: DutyState

        public init(since: LegalDate, workingDaysLeft: Int, stateBefore: DutyState) {
            self.since = since
            self.workingDaysLeft = workingDaysLeft
            self.stateBefore = stateBefore
        }
    }

    /// The one extension a duty may get.
    public struct Extension: Hashable, Codable, Sendable {
        public enum Decision: String, Codable, Sendable { case pending, approved, rejected }
        public let workingDays: Int
        public let reason: String
        public var decision: Decision

        public init(workingDays: Int, reason: String, decision: Decision) {
            self.workingDays = workingDays
            self.reason = reason
            self.decision = decision
        }
    }

    /// The part of a co-agency.
    public struct Part: Hashable, Codable, Sendable {
        public enum State: String, Codable, CaseIterable, Sendable { case open, submitted, released }
        public let agency: AgencyID
        public let unit: OrganisationID
        public var state: State
        public var text: String?
        public var attachments: [Int]

        public init(agency: AgencyID, unit: OrganisationID, state: State = .open) {
            self.agency = agency
            self.unit = unit
            self.state = state
            self.text = nil
            self.attachments = []
        }
    }
}

/// A material and the attachment that supplies it.
public struct MaterialUse: Hashable, Codable, Sendable {
    public let material: MaterialID
    public let attachment: Int

    public init(material: MaterialID, attachment: Int) {
        self.material = material
        self.attachment = attachment
    }
}
