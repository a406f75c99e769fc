extension Decision {
    /// A matter keeps the definition that it began under. This is the explicit act by which it moves to a later version:
    /// its pending deadlines are counted by the new rules, and those that the new rules do not know come to nothing.
    static func adoptDefinition(_ command: AdoptDefinition, _ draft: inout Draft) throws(Refusal) {
        try TextRule.require(command.reason, at: "/reason")
        let state = draft.state
        guard let target = draft.context.target, target.content.id == state.workflow.id,
            target.content.version == command.version
        else {
            throw Refusal(
                .invalid, "unknown-version", zh: "没有该版本的流程定义。", en: "There is no such version of the definition.",
                pointer: "/version")
        }
        guard command.version > state.workflow.version else {
            throw Refusal(
                .conflict, "version-not-later", zh: "须为更新的版本。", en: "A matter moves to a later version only.",
                pointer: "/version")
        }
        guard target.content.validFrom <= draft.context.today else {
            throw Refusal(
                .conflict, "not-in-force", zh: "该版本自 \(target.content.validFrom) 起施行。",
                en: "This version comes into force on \(target.content.validFrom).", pointer: "/version")
        }
        let unknown = unknown(to: target, in: state)
        guard unknown.isEmpty else {
            throw Refusal(
                .conflict, "version-does-not-fit", zh: "新版本没有：\(unknown.joined(separator: "、"))。",
                en: "The version does not know what the matter has: \(unknown.joined(separator: ", ")).",
                pointer: "/version")
        }
        draft.add(.definitionAdopted(command))
        draft.adopt(target)
        try draft.recountUnderNewRules(version: command.version)
    }

    /// What the matter has and the definition lacks.
    private static func unknown(to target: Workflow, in state: MatterState) -> [String] {
        var missing: [String] = []
        if target.stage(state.stage) == nil { missing.append(state.stage.rawValue) }
        if target.status(state.status) == nil { missing.append(state.status.rawValue) }
        missing += state.milestones.keys.filter { target.milestone($0) == nil }.map(\.rawValue).sorted()
        missing += Set(
            state.assignments.values.filter { !$0.state.isSettled && target.duty($0.duty) == nil }.map(\.duty)
        )
        .map(\.rawValue).sorted()
        return missing
    }
}

extension Draft {
    fileprivate mutating func recountUnderNewRules(version: Int) throws(Refusal) {
        let cause = DeadlineCause(.rules, reference: "v\(version)")
        for number in state.deadlines.keys.sorted() {
            guard let deadline = state.deadlines[number], deadline.settledAt == nil, let id = deadline.rule else {
                continue
            }
            guard context.workflow.deadline(id) != nil else {
                add(.deadlineEnded(deadline: number, cause: cause))
                continue
            }
            let steps: [Deadline.Step]
            do throws(DeadlineFault) {
                steps = try deadline.recounted(under: context.workflow, context.calendar)
            } catch { throw Refusal(error) }
            try move(deadline, to: steps, cause: cause)
        }
    }
}
