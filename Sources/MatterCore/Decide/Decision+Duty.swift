extension Decision {
    /// One act on one assignment. Which act is legal in which state is written here once.
    static func act(
        _ action: DutyAction, on assignment: DutyAssignment, _ draft: inout Draft
    ) throws(Refusal) {
        let number = assignment.number
        switch action {
        case .acknowledge(let command):
            try require(assignment, in: [.open])
            try TextRule.allow(command.note, at: "/note")
            draft.add(.dutyAcknowledged(assignment: number, note: command.note))
        case .start(let command):
            try require(assignment, in: [.acknowledged])
            try TextRule.allow(command.note, at: "/note")
            draft.add(.dutyStarted(assignment: number, note: command.note))
        case .complete(let command): try complete(command, assignment, &draft)
        case .returnForMaterial(let command): try returnForMaterial(command, assignment, &draft)
        case .resubmit(let command): try resubmit(command, assignment, &draft)
        case .refuse(let command):
            try require(assignment, in: [.open, .acknowledged, .inProgress])
            try require(command.reason, for: .refuse, draft)
            try TextRule.require(command.note, at: "/note")
            draft.add(.dutyRefused(assignment: number, reason: .init(code: command.reason, text: command.note)))
        case .upholdRefusal(let command):
            try require(assignment, in: [.refused])
            try TextRule.require(command.reason, at: "/reason")
            draft.add(.refusalUpheld(assignment: number, reason: command.reason))
        case .overrideRefusal(let command):
            try require(assignment, in: [.refused])
            try TextRule.require(command.reason, at: "/reason")
            draft.add(
                .refusalOverridden(
                    assignment: number, reason: command.reason,
                    due: try freshDue(assignment, "refusal_overridden", draft)))
        case .waive(let command):
            try require(assignment, in: [.open, .acknowledged, .inProgress, .returned, .refused])
            try TextRule.require(command.reason, at: "/reason")
            draft.add(.dutyWaived(assignment: number, reason: command.reason))
        case .requestExtension(let command): try requestExtension(command, assignment, &draft)
        case .decideExtension(let command): try decideExtension(command, assignment, &draft)
        case .submitPart(let command): try submitPart(command, assignment, &draft)
        case .releasePart(let command): try releasePart(command, assignment, &draft)
        case .acceptResult(let command):
            try requireUnaccepted(assignment)
            try TextRule.allow(command.note, at: "/note")
            draft.add(.resultAccepted(assignment: number, note: command.note))
        case .sendBack(let command):
            try requireUnaccepted(assignment)
            try TextRule.require(command.reason, at: "/reason")
            try requireNotOpenAgain(assignment, draft)
            draft.add(
                .resultSentBack(
                    assignment: number, reason: command.reason,
                    due: try freshDue(assignment, "result_sent_back", draft)))
        case .answerReminder(let command): try answerReminder(command, assignment, &draft)
        }
    }

    static func require(_ assignment: DutyAssignment, in states: [DutyState]) throws(Refusal) {
        guard states.contains(assignment.state) else {
            throw Refusal(
                .conflict, "duty-state", zh: "事项当前状态为“\(assignment.state.rawValue)”，不能进行此操作。",
                en: "The duty is \(assignment.state.rawValue); this needs it to be "
                    + states.map(\.rawValue).joined(separator: " or ") + ".")
        }
    }

    static func require(_ reason: ReasonID, for use: Reason.Use, _ draft: Draft) throws(Refusal) {
        guard let known = draft.context.workflow.reason(reason), known.use == use else {
            let codes = draft.context.workflow.content.reasons.filter { $0.use == use }.map(\.id.rawValue)
            throw Refusal(
                .invalid, "unknown-reason", zh: "须选择法定理由编码。",
                en: "The reason must be one of: \(codes.joined(separator: ", ")).",
                pointer: "/reason")
        }
    }

    private static func requireUnaccepted(_ assignment: DutyAssignment) throws(Refusal) {
        try require(assignment, in: [.completed])
        guard assignment.acceptedAt == nil else {
            throw Refusal(.conflict, "result-accepted", zh: "结果已确认。", en: "The result has been accepted.")
        }
    }

    /// An event or a bundle may have opened the duty once more; two open assignments would owe the same thing.
    private static func requireNotOpenAgain(_ assignment: DutyAssignment, _ draft: Draft) throws(Refusal) {
        guard let other = draft.unsettled(assignment.duty) else { return }
        throw Refusal(
            .conflict, "duty-open-again", zh: "该职责已另行开启（事项 \(other.number)），不能再退回。",
            en: "The duty is open again as assignment \(other.number), so this result is not sent back.",
            remedy: LocalText(
                zh: "请在该事项中提出所缺内容。", en: "Ask for what is missing in the assignment that is open."),
            unmet: [
                UnmetCondition(
                    kind: "duty", subject: String(other.number),
                    text: LocalText(
                        zh: "\(other.duty) 尚未办结（事项 \(other.number)）",
                        en: "\(other.duty) is not settled (assignment \(other.number))"),
                    roles: [.agency], owedBy: other.unit, since: other.openedAt.legalDate)
            ])
    }

    /// The whole limit again, from today.
    private static func freshDue(
        _ assignment: DutyAssignment, _ event: String, _ draft: Draft
    ) throws(Refusal) -> DueDate {
        let duty = try duty(of: assignment, draft)
        return try draft.due(duty, Period(duty.limit), from: .init(event: event, on: draft.context.today))
    }

    static func duty(of assignment: DutyAssignment, _ draft: Draft) throws(Refusal) -> Duty {
        guard let duty = draft.context.workflow.duty(assignment.duty) else {
            throw Refusal(
                .conflict, "duty-not-in-definition", zh: "流程定义中没有该职责。",
                en: "The definition of this matter does not know the duty \(assignment.duty).")
        }
        return duty
    }
}
