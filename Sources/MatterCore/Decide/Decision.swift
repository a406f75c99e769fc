/// Decides: a command on a matter becomes events or a refusal. Pure; time, identity and definition are arguments.
public enum Decision {
    /// Opens a matter. `id` is the number that the shell has reserved; `court` the court that will handle it.
    public static func open(
        _ command: OpenMatter, id: Int64, court: Organisation, context: DecisionContext
    ) throws(Refusal) -> (MatterState, [MatterEvent]) {
        let draft = try openMatter(command, id: id, court: court, context)
        return (draft.state, draft.events)
    }

    /// Decides a command. `version` is what the principal last read: of the assignment for duty acts, of the matter
    /// otherwise; nil where the act cannot be stale.
    public static func decide(
        _ command: Command, expecting version: Int?, state: MatterState, context: DecisionContext
    ) throws(Refusal) -> (MatterState, [MatterEvent]) {
        let assignment = try target(of: command, in: state, context)
        try Access.require(command.act, state, assignment: assignment, context)
        try requireFresh(version, state, assignment)
        try requireOpen(state, context)
        var draft = Draft(state, context)
        switch command {
        case .recordFiling(let command): try recordFiling(command, &draft)
        case .assignJudge(let command): try assignJudge(command, &draft)
        case .appointAdministrator(let command): try appointAdministrator(command, &draft)
        case .setTrack(let command): try setTrack(command, &draft)
        case .linkMatter(let link): try linkMatter(link, &draft)
        case .sealMatter(let command): try sealMatter(command, &draft)
        case .unsealMatter(let command): try unsealMatter(command, &draft)
        case .recordInstrument(let command): try recordInstrument(command, &draft)
        case .recordMilestone(let command): try recordMilestone(command, &draft)
        case .moveStage(let command): try moveStage(command, &draft)
        case .moveProcedure(let command): try moveProcedure(command, &draft)
        case .addAttachment(let command): try addAttachment(command, &draft)
        case .fileRequest(let command): try fileRequest(command, &draft)
        case .recordService(let command): try recordService(command, &draft)
        case .correctDate(let command): try correctDate(command, &draft)
        case .fixDate(let command): try fixDate(command, &draft)
        case .setDeadline(let command): try setDeadline(command, &draft)
        case .adoptTemplate(let command): try adoptTemplate(command, &draft)
        case .adoptDefinition(let command): try adoptDefinition(command, &draft)
        case .deadline(let number, let action):
            guard let deadline = state.deadlines[number] else {
                throw Refusal(.notFound, "deadline-not-found", zh: "没有该期限。", en: "There is no such deadline.")
            }
            try act(action, on: deadline, &draft)
        case .duty(_, let action):
            guard let assignment else { break }
            try act(action, on: assignment, &draft)
        }
        try draft.followFacts(before: state)
        return (draft.state, draft.events)
    }

    private static func target(
        of command: Command, in state: MatterState, _ context: DecisionContext
    ) throws(Refusal) -> DutyAssignment? {
        guard case .duty(let number, _) = command else { return nil }
        if let assignment = state.assignments[number] { return assignment }
        // Who may not read the matter must not learn which assignments it has.
        try Access.require(command.act, state, assignment: nil, context)
        throw Refusal(
            .notFound, "assignment-not-found", zh: "没有该职责事项。", en: "There is no such duty assignment.")
    }

    private static func requireFresh(
        _ version: Int?, _ state: MatterState, _ assignment: DutyAssignment?
    ) throws(Refusal) {
        guard let version else { return }
        let current = assignment?.version ?? state.version
        guard version != current else { return }
        throw Refusal(
            .stale, "stale-version", zh: "内容已被他人更改（当前版本 \(current)）。",
            en: "It was changed since you read it: you have version \(version), the present version is \(current).",
            remedy: LocalText(zh: "请核对更改后重试。", en: "Look at what changed and try again with the present version."))
    }

    private static func requireOpen(_ state: MatterState, _ context: DecisionContext) throws(Refusal) {
        guard state.closedAt != nil else { return }
        // An agency need not be shown how it ended.
        guard context.principal.role != .agency else {
            throw Refusal(.conflict, "matter-closed", zh: "案件已结束。", en: "The matter is closed.")
        }
        let name = context.workflow.stage(state.stage)?.name
        throw Refusal(
            .conflict, "matter-closed", zh: "案件已结束（\(name?.zh ?? state.stage.rawValue)）。",
            en: "The matter is closed (\(name?.en ?? state.stage.rawValue)).")
    }
}
