/// Everything that can be asked of a matter. Opening is apart, because there is no matter yet.
public enum Command: Hashable, Sendable {
    case recordFiling(RecordFiling)
    case assignJudge(AssignJudge)
    case appointAdministrator(AppointAdministrator)
    case setTrack(SetTrack)
    case linkMatter(MatterLink)
    case sealMatter(GiveReason)
    case unsealMatter(GiveReason)
    case recordInstrument(RecordInstrument)
    case recordMilestone(RecordMilestone)
    case moveStage(MoveStage)
    case moveProcedure(MoveProcedure)
    case addAttachment(AddAttachment)
    case fileRequest(FileRequest)
    case recordService(RecordService)
    case correctDate(CorrectDate)
    case fixDate(FixDate)
    case setDeadline(SetDeadline)
    case adoptTemplate(AdoptTemplate)
    case adoptDefinition(AdoptDefinition)
    case deadline(Int, DeadlineAction)
    case duty(Int, DutyAction)

    public var act: Act {
        switch self {
        case .recordFiling: .recordFiling
        case .assignJudge: .assignJudge
        case .appointAdministrator: .appointAdministrator
        case .setTrack: .setTrack
        case .linkMatter: .linkMatter
        case .sealMatter: .sealMatter
        case .unsealMatter: .unsealMatter
        case .recordInstrument: .recordInstrument
        case .recordMilestone: .recordMilestone
        case .moveStage: .moveStage
        case .moveProcedure: .moveProcedure
        case .addAttachment: .addAttachment
        case .fileRequest: .fileRequest
        case .recordService: .recordService
        case .correctDate: .correctDate
        case .fixDate: .fixDate
        case .setDeadline: .setDeadline
        case .adoptTemplate: .adoptTemplate
        case .adoptDefinition: .adoptDefinition
        case .deadline(_, let action): action.act
        case .duty(_, let action): action.act
        }
    }
}

/// What can be done with one duty assignment.
public enum DutyAction: Hashable, Sendable {
    case acknowledge(Acknowledge)
    case start(StartDuty)
    case complete(CompleteDuty)
    case returnForMaterial(ReturnForMaterial)
    case resubmit(Resubmit)
    case refuse(RefuseDuty)
    case upholdRefusal(GiveReason)
    case overrideRefusal(GiveReason)
    case waive(GiveReason)
    case requestExtension(RequestExtension)
    case decideExtension(DecideExtension)
    case submitPart(SubmitPart)
    case releasePart(ReleasePart)
    case acceptResult(AcceptResult)
    case sendBack(GiveReason)
    case answerReminder(AnswerReminder)

    public var act: Act {
        switch self {
        case .acknowledge: .acknowledge
        case .start: .start
        case .complete: .complete
        case .returnForMaterial: .returnForMaterial
        case .resubmit: .resubmit
        case .refuse: .refuse
        case .upholdRefusal: .upholdRefusal
        case .overrideRefusal: .overrideRefusal
        case .waive: .waive
        case .requestExtension: .requestExtension
        case .decideExtension: .decideExtension
        case .submitPart: .submitPart
        case .releasePart: .releasePart
        case .acceptResult: .acceptResult
        case .sendBack: .sendBack
        case .answerReminder: .answerReminder
        }
    }
}
