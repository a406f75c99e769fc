import Foundation
import MatterCore

extension Command {
    /// Where the command goes and with which body. `matter` is the server's number.
    func post(matter: Int64) throws -> (path: String, body: Data) {
        let (path, body) = try resource
        return ("/v1/matters/\(matter)/\(path)", body)
    }

    private var resource: (String, Data) {
        get throws {
            switch self {
            case .recordFiling(let body): ("filings", try json(body))
            case .assignJudge(let body): ("judge-assignments", try json(body))
            case .appointAdministrator(let body): ("administrator-appointments", try json(body))
            case .setTrack(let body): ("tracks", try json(body))
            case .linkMatter(let body): ("links", try json(body))
            case .sealMatter(let body): ("seals", try json(body))
            case .unsealMatter(let body): ("unseals", try json(body))
            case .recordInstrument(let body): ("instruments", try json(body))
            case .recordMilestone(let body): ("milestones", try json(body))
            case .moveStage(let body): ("stage-transitions", try json(body))
            case .moveProcedure(let body): ("procedure-transitions", try json(body))
            case .addAttachment: throw Failure("A file is uploaded as it is, not described.")
            case .fileRequest(let body): ("assistance-requests", try json(body))
            case .recordService(let body): ("services", try json(body))
            case .correctDate(let body): ("date-corrections", try json(body))
            case .fixDate(let body): ("dates", try json(body))
            case .setDeadline(let body): ("deadlines", try json(body))
            case .adoptTemplate(let body): ("templates", try json(body))
            case .adoptDefinition(let body): ("definition-changes", try json(body))
            case .deadline(let number, let action): try action.resource(number)
            case .duty(let number, let action): try action.resource(number)
            }
        }
    }
}

extension DeadlineAction {
    fileprivate func resource(_ number: Int) throws -> (String, Data) {
        switch self {
        case .meet(let body): ("deadlines/\(number)/fulfilments", try json(body))
        case .extend(let body): ("deadlines/\(number)/extensions", try json(body))
        case .suspend(let body): ("deadlines/\(number)/suspensions", try json(body))
        case .resume(let body): ("deadlines/\(number)/resumptions", try json(body))
        case .end(let body): ("deadlines/\(number)/ends", try json(body))
        }
    }
}

extension DutyAction {
    fileprivate func resource(_ number: Int) throws -> (String, Data) {
        let (path, body) = try resource
        return ("duties/\(number)/\(path)", body)
    }

    private var resource: (String, Data) {
        get throws {
            switch self {
            case .acknowledge(let body): ("acknowledgements", try json(body))
            case .start(let body): ("starts", try json(body))
            case .complete(let body): ("completions", try json(body))
            case .returnForMaterial(let body): ("returns", try json(body))
            case .resubmit(let body): ("resubmissions", try json(body))
            case .refuse(let body): ("refusals", try json(body))
            case .upholdRefusal(let body): ("refusal-decisions", try json(Decided(uphold: true, reason: body.reason)))
            case .overrideRefusal(let body):
                ("refusal-decisions", try json(Decided(uphold: false, reason: body.reason)))
            case .waive(let body): ("waivers", try json(body))
            case .requestExtension(let body): ("extension-requests", try json(body))
            case .decideExtension(let body): ("extension-decisions", try json(body))
            case .submitPart(let body): ("parts", try json(body))
            case .releasePart(let body): ("part-releases", try json(body))
            case .acceptResult(let body): ("acceptances", try json(body))
            case .sendBack(let body): ("send-backs", try json(body))
            case .answerReminder(let body): ("reminder-answers", try json(body))
            }
        }
    }
}

/// The judge's answer to a refusal.
private struct Decided: Encodable {
    let uphold: Bool
    let reason: String
}

private func json(_ body: some Encodable) throws -> Data { try JSONEncoder().encode(body) }
