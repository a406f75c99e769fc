import Hummingbird
import MatterCore

/// Acts on one duty assignment. `If-Match` holds the version of the assignment, so agencies do not disturb each other.
extension API {
    func addDutyActs(to router: Router<APIContext>) {
        let duty = router.group("/v1/matters/{matter}/duties/{assignment}")
        func add<Body: Decodable & Sendable>(
            _ path: RouterPath, _ body: Body.Type, _ action: @escaping @Sendable (Body) -> DutyAction
        ) {
            duty.post(path) { request, context in
                let number = try context.input.assignment
                return try await act(.duty(number, action(try context.input.decode(body))), request, context)
            }
        }
        add("acknowledgements", Acknowledge.self) { .acknowledge($0) }
        add("starts", StartDuty.self) { .start($0) }
        add("completions", CompleteDuty.self) { .complete($0) }
        add("returns", ReturnForMaterial.self) { .returnForMaterial($0) }
        add("resubmissions", Resubmit.self) { .resubmit($0) }
        add("refusals", RefuseDuty.self) { .refuse($0) }
        add("refusal-decisions", RefusalDecision.self) { decision in
            let reason = GiveReason(reason: decision.reason)
            return decision.uphold ? .upholdRefusal(reason) : .overrideRefusal(reason)
        }
        add("waivers", GiveReason.self) { .waive($0) }
        add("extension-requests", RequestExtension.self) { .requestExtension($0) }
        add("extension-decisions", DecideExtension.self) { .decideExtension($0) }
        add("parts", SubmitPart.self) { .submitPart($0) }
        add("part-releases", ReleasePart.self) { .releasePart($0) }
        add("acceptances", AcceptResult.self) { .acceptResult($0) }
        add("send-backs", GiveReason.self) { .sendBack($0) }
        add("reminder-answers", AnswerReminder.self) { .answerReminder($0) }
    }
}

/// One resource for both answers of the judge to a refusal.
private struct RefusalDecision: Decodable, Sendable {
    let uphold: Bool
    let reason: String
}
