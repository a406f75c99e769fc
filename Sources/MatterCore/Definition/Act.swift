/// What people do. Acts are code; who may do them is data (`acts:` in the definition).
public enum Act: String, Codable, CaseIterable, Sendable {
    case openMatter = "open_matter"
    case recordFiling = "record_filing"
    case assignJudge = "assign_judge"
    case appointAdministrator = "appoint_administrator"
    case setTrack = "set_track"
    case linkMatter = "link_matter"
    case sealMatter = "seal_matter"
    case unsealMatter = "unseal_matter"
    case recordInstrument = "record_instrument"
    case recordMilestone = "record_milestone"
    case moveStage = "move_stage"
    case moveProcedure = "move_procedure"
    case addAttachment = "add_attachment"
    case fileRequest = "file_request"
    case acknowledge, start, complete
    case returnForMaterial = "return_for_material"
    case resubmit
    case refuse
    case upholdRefusal = "uphold_refusal"
    case overrideRefusal = "override_refusal"
    case waive
    case requestExtension = "request_extension"
    case decideExtension = "decide_extension"
    case submitPart = "submit_part"
    case releasePart = "release_part"
    case acceptResult = "accept_result"
    case sendBack = "send_back"
    case answerReminder = "answer_reminder"
}
