extension Decision {
    static func recordFiling(_ command: RecordFiling, _ draft: inout Draft) throws(Refusal) {
        try check(command.filing, today: draft.context.today, at: "/filing")
        var command = command
        command.caseNumber = try caseNumber(command.caseNumber, at: "/caseNumber")
        guard draft.state.filing == nil else {
            throw Refusal(.conflict, "already-filed", zh: "该案件已有申请。", en: "The matter already has a filing.")
        }
        let request = MoveRequest(machine: .procedure, to: StatusID.filed.rawValue)
        let move = try request.resolve(in: draft)
        draft.add(.filingRecorded(command, move: move.id))
        try draft.perform(move, request)
    }

    static func assignJudge(_ command: AssignJudge, _ draft: inout Draft) throws(Refusal) {
        try check(command.judge, at: "/judge")
        for (index, person) in command.panel.enumerated() { try check(person, at: "/panel/\(index)") }
        let ids = [command.judge.id] + command.panel.map(\.id)
        guard Set(ids).count == ids.count, ids.count <= 15 else {
            throw Refusal(
                .invalid, "panel-invalid", zh: "合议庭成员重复或过多。", en: "The panel names someone twice, or is too large.",
                pointer: "/panel")
        }
        draft.add(.judgeAssigned(command))
    }

    private static func check(_ person: Person, at pointer: String) throws(Refusal) {
        try TextRule.require(person.id, at: pointer + "/id", upTo: TextRule.name)
        try TextRule.require(person.name, at: pointer + "/name", upTo: TextRule.name)
    }

    /// EBL Art. 13 (appointment with acceptance) and Art. 22 (replacement); each rests on a decision of the court.
    static func appointAdministrator(_ command: AppointAdministrator, _ draft: inout Draft) throws(Refusal) {
        try TextRule.require(command.personInCharge, at: "/personInCharge", upTo: TextRule.name)
        guard draft.context.organisations[command.administrator]?.kind == .administratorFirm else {
            throw Refusal(
                .invalid, "administrator-unknown", zh: "没有该管理人机构。", en: "There is no such administrator firm.",
                pointer: "/administrator")
        }
        let state = draft.state
        guard state.administrator != command.administrator else {
            throw Refusal(
                .conflict, "administrator-in-office", zh: "该管理人已在任。", en: "This administrator is already in office.")
        }
        guard state.administrator != nil || draft.context.workflow.status(state.status)?.isRunning == true else {
            throw Refusal(
                .conflict, "not-accepted", zh: "受理后方可指定管理人。",
                en: "The administrator is appointed once the case is accepted.",
                basis: draft.context.workflow.instrument(.appointmentDecision)?.basis)
        }
        let kind: InstrumentKindID =
            state.administrator == nil ? .appointmentDecision : .administratorReplacementDecision
        guard let instrument = state.instruments[command.instrument] else { throw noInstrument(at: "/instrument") }
        guard instrument.content.kind == kind else {
            throw Refusal(
                .conflict, "instrument-kind", zh: "须依据：\(draft.context.workflow.instrument(kind)?.name.zh ?? "")。",
                en: "This needs an instrument of the kind \(kind).",
                basis: draft.context.workflow.instrument(kind)?.basis, pointer: "/instrument")
        }
        // Numbers grow: a decision up to that of the one in office has had its effect.
        guard command.instrument > state.administratorInstrument ?? 0 else {
            throw Refusal(
                .conflict, "instrument-used", zh: "该决定已用于先前的更换。",
                en: "This decision has had its effect; another replacement needs another decision.",
                basis: draft.context.workflow.instrument(kind)?.basis, pointer: "/instrument")
        }
        draft.add(.administratorAppointed(command))
    }

    static func setTrack(_ command: SetTrack, _ draft: inout Draft) throws(Refusal) {
        try TextRule.require(command.reason, at: "/reason")
        guard draft.context.workflow.status(draft.state.status)?.isRunning == true else {
            throw Refusal(
                .conflict, "not-accepted", zh: "受理后方可决定审理方式。", en: "The track is decided once the case is accepted.")
        }
        guard draft.state.track != command.track else {
            throw Refusal(.conflict, "track-unchanged", zh: "审理方式未变。", en: "The matter is on this track already.")
        }
        draft.add(.trackSet(command))
    }

    static func linkMatter(_ link: MatterLink, _ draft: inout Draft) throws(Refusal) {
        try TextRule.allow(link.note, at: "/note")
        guard link.matter != draft.state.id else {
            throw Refusal(
                .invalid, "link-to-itself", zh: "不能与自身关联。", en: "A matter is not linked to itself.",
                pointer: "/matter")
        }
        guard draft.context.readableMatters.contains(link.matter) else {
            throw Refusal(
                .invalid, "linked-matter-unknown", zh: "没有该关联案件。", en: "There is no such matter to link.",
                pointer: "/matter")
        }
        guard !draft.state.links.contains(where: { $0.matter == link.matter && $0.relation == link.relation }) else {
            throw Refusal(.conflict, "already-linked", zh: "已关联。", en: "The matters are linked already.")
        }
        guard draft.state.links.count < 200 else {
            throw Refusal(.conflict, "too-many-links", zh: "关联案件过多。", en: "A matter has at most 200 links.")
        }
        draft.add(.matterLinked(link))
    }

    static func addAttachment(_ command: AddAttachment, _ draft: inout Draft) throws(Refusal) {
        try TextRule.require(command.name, at: "/name", upTo: TextRule.name)
        draft.add(
            .attachmentAdded(
                Attachment(
                    number: draft.state.last.attachment + 1, content: command,
                    addedBy: draft.context.principal.organisation.id)))
    }
}
