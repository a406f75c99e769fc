extension MatterEvent {
    /// What happened, one case each. `kind` is stable: it is stored, exported and shown.
    public enum Body: Hashable, Codable, Sendable {
        case matterOpened(MatterOpened)
        case filingRecorded(RecordFiling, move: MoveID)
        case judgeAssigned(AssignJudge)
        case administratorAppointed(AppointAdministrator)
        case trackSet(SetTrack)
        case matterLinked(MatterLink)
        case matterSealed(GiveReason)
        case matterUnsealed(GiveReason)
        case instrumentRecorded(Instrument)
        case milestoneRecorded(RecordMilestone)
        case stageMoved(StageMoved)
        case procedureMoved(ProcedureMoved)
        case attachmentAdded(Attachment)
        case serviceRecorded(RecordService)
        case dateCorrected(DateCorrected)
        case dateFixed(FixDate)
        case templateAdopted(AdoptTemplate)
        case definitionAdopted(AdoptDefinition)
        case deadlineOpened(DeadlineOpened)
        case deadlineMet(deadline: Int, Deadline.Fulfilment, before: Deadline.Fulfilment?)
        case deadlineLapsed(deadline: Int, due: LegalDate)
        case deadlineMoved(DeadlineMoved)
        case deadlineSuspended(deadline: Int, on: LegalDate, cause: DeadlineCause)
        case deadlineEnded(deadline: Int, cause: DeadlineCause)
        case requestFiled(RequestFiled)
        case dutyOpened(DutyOpened)
        case dutyAcknowledged(assignment: Int, note: String?)
        case dutyStarted(assignment: Int, note: String?)
        case dutyCompleted(assignment: Int, result: DutyAssignment.DutyResult)
        case dutyReturned(assignment: Int, reason: DutyAssignment.StatedReason, pause: DutyAssignment.Pause)
        case dutyResubmitted(assignment: Int, materials: [MaterialUse], note: String?, due: DueDate)
        case dutyRefused(assignment: Int, reason: DutyAssignment.StatedReason)
        case refusalUpheld(assignment: Int, reason: String)
        case refusalOverridden(assignment: Int, reason: String, due: DueDate)
        case dutyWaived(assignment: Int, reason: String)
        case dutyCancelled(assignment: Int, move: MoveID)
        case extensionRequested(assignment: Int, workingDays: Int, reason: String)
        case extensionDecided(
            assignment: Int, approved: Bool, reason: String?, due: DueDate, pause: DutyAssignment.Pause?)
        case partSubmitted(assignment: Int, agency: AgencyID, text: String, attachments: [Int])
        case partReleased(assignment: Int, agency: AgencyID, reason: String)
        case resultAccepted(assignment: Int, note: String?)
        case resultSentBack(assignment: Int, reason: String, due: DueDate)
        case reminderSent(assignment: Int, reminder: Reminder.Content)
        case reminderAnswered(assignment: Int, reminder: Int, note: String?)
        case dutyDueMoved(DutyDueMoved)
    }
}

extension MatterEvent.Body {
    public var kind: String {
        switch self {
        case .matterOpened: "matter_opened"
        case .filingRecorded: "filing_recorded"
        case .judgeAssigned: "judge_assigned"
        case .administratorAppointed: "administrator_appointed"
        case .trackSet: "track_set"
        case .matterLinked: "matter_linked"
        case .matterSealed: "matter_sealed"
        case .matterUnsealed: "matter_unsealed"
        case .instrumentRecorded: "instrument_recorded"
        case .milestoneRecorded: "milestone_recorded"
        case .stageMoved: "stage_moved"
        case .procedureMoved: "procedure_moved"
        case .attachmentAdded: "attachment_added"
        case .serviceRecorded: "service_recorded"
        case .dateCorrected: "date_corrected"
        case .dateFixed: "date_fixed"
        case .templateAdopted: "template_adopted"
        case .definitionAdopted: "definition_adopted"
        case .deadlineOpened: "deadline_opened"
        case .deadlineMet: "deadline_met"
        case .deadlineLapsed: "deadline_lapsed"
        case .deadlineMoved: "deadline_moved"
        case .deadlineSuspended: "deadline_suspended"
        case .deadlineEnded: "deadline_ended"
        case .requestFiled: "request_filed"
        case .dutyOpened: "duty_opened"
        case .dutyAcknowledged: "duty_acknowledged"
        case .dutyStarted: "duty_started"
        case .dutyCompleted: "duty_completed"
        case .dutyReturned: "duty_returned"
        case .dutyResubmitted: "duty_resubmitted"
        case .dutyRefused: "duty_refused"
        case .refusalUpheld: "refusal_upheld"
        case .refusalOverridden: "refusal_overridden"
        case .dutyWaived: "duty_waived"
        case .dutyCancelled: "duty_cancelled"
        case .extensionRequested: "extension_requested"
        case .extensionDecided: "extension_decided"
        case .partSubmitted: "part_submitted"
        case .partReleased: "part_released"
        case .resultAccepted: "result_accepted"
        case .resultSentBack: "result_sent_back"
        case .reminderSent: "reminder_sent"
        case .reminderAnswered: "reminder_answered"
        case .dutyDueMoved: "duty_due_moved"
        }
    }

    /// The assignment that the event is about.
    public var assignment: Int? {
        switch self {
        case .matterOpened, .filingRecorded, .judgeAssigned, .administratorAppointed, .trackSet, .matterLinked,
            .matterSealed, .matterUnsealed, .instrumentRecorded, .milestoneRecorded, .stageMoved, .procedureMoved,
            .attachmentAdded, .requestFiled, .serviceRecorded, .dateCorrected, .dateFixed, .templateAdopted,
            .definitionAdopted, .deadlineOpened, .deadlineMet, .deadlineLapsed, .deadlineMoved, .deadlineSuspended,
            .deadlineEnded:
            nil
        case .dutyOpened(let opened): opened.assignment
        case .dutyDueMoved(let moved): moved.assignment
        case .dutyAcknowledged(let number, _), .dutyStarted(let number, _), .dutyCompleted(let number, _),
            .dutyReturned(let number, _, _), .dutyResubmitted(let number, _, _, _), .dutyRefused(let number, _),
            .refusalUpheld(let number, _), .refusalOverridden(let number, _, _), .dutyWaived(let number, _),
            .dutyCancelled(let number, _), .extensionRequested(let number, _, _),
            .extensionDecided(let number, _, _, _, _), .partSubmitted(let number, _, _, _),
            .partReleased(let number, _, _), .resultAccepted(let number, _), .resultSentBack(let number, _, _),
            .reminderSent(let number, _), .reminderAnswered(let number, _, _):
            number
        }
    }
}

extension MatterEvent.Body {
    /// The unit that it was sent to, which need not be the one that owes the duty.
    var addressee: OrganisationID? {
        guard case .reminderSent(_, let reminder) = self, reminder.recipient.role == .agency else { return nil }
        return reminder.organisation
    }

    /// The deadline that the event is about.
    public var deadline: Int? {
        switch self {
        case .deadlineOpened(let opened): opened.deadline
        case .deadlineMoved(let moved): moved.deadline
        case .deadlineMet(let number, _, _), .deadlineLapsed(let number, _), .deadlineSuspended(let number, _, _),
            .deadlineEnded(let number, _):
            number
        default: nil
        }
    }
}

/// The matter as it began.
public struct MatterOpened: Hashable, Codable, Sendable {
    public let matter: Int64
    public let workflow: WorkflowKey
    public let command: OpenMatter
    public let court: OrganisationID
    public let region: String
    public let stage: StageID
    public let status: StatusID
    /// Date of the acceptance ruling, if the matter was opened after acceptance.
    public let acceptedOn: LegalDate?
}

/// The stage changed.
public struct StageMoved: Hashable, Codable, Sendable {
    public let move: MoveID
    public let from: StageID
    public let to: StageID
    public let instruments: [Int]
    public let reason: String?
    /// Milestones that no longer hold.
    public let cleared: [MilestoneID]
    /// The stage is an end: the matter is closed.
    public let closes: Bool
}

/// The court's ruling changed the procedure.
public struct ProcedureMoved: Hashable, Codable, Sendable {
    public let move: MoveID
    public let from: StatusID
    public let to: StatusID
    public let ground: GroundID?
    public let instruments: [Int]
    public let reason: String?
    public let caseNumber: String?
    /// Date of the instrument, or of the move if there is none.
    public let on: LegalDate
    public let cleared: [MilestoneID]
    public let accepts: Bool
    public let terminates: Bool
    public let opensWindows: [WindowID]
}

/// A bundle went out: one letter for each assignment.
public struct RequestFiled: Hashable, Codable, Sendable {
    public struct Letter: Hashable, Codable, Sendable {
        public let assignment: Int
        public let letterNumber: String
        public let materials: [MaterialUse]
        public let note: String?
    }

    public let number: Int
    public let letters: [Letter]
    /// Standard pack as it stands after the filing.
    public let standardPack: [MaterialUse]
    public let note: String?
}

/// A duty opened.
public struct DutyOpened: Hashable, Codable, Sendable {
    public let assignment: Int
    public let duty: DutyID
    public let agency: AgencyID
    public let unit: OrganisationID
    public let scene: StageID
    public let isMandatory: Bool
    public let cause: DutyAssignment.Cause
    public let due: DueDate
    public let parts: [DutyAssignment.Part]
}
