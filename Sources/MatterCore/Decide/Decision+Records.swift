extension Decision {
    static func recordInstrument(_ command: RecordInstrument, _ draft: inout Draft) throws(Refusal) {
        let state = draft.state
        try check(command, status: state.status, draft.context, attachments: state.attachments, at: "")
        draft.add(.instrumentRecorded(Instrument(number: state.last.instrument + 1, content: command)))
    }

    /// The instrument is of a known kind, may be issued by this role in this status, and its dates are in order.
    static func check(
        _ command: RecordInstrument, status: StatusID, _ context: DecisionContext, attachments: [Int: Attachment],
        at pointer: String
    ) throws(Refusal) {
        guard let kind = context.workflow.instrument(command.kind) else {
            throw Refusal(
                .invalid, "unknown-instrument-kind", zh: "未知的文书种类。", en: "There is no such kind of instrument.",
                pointer: pointer + "/kind")
        }
        guard kind.issuedBy.contains(context.principal.role) else {
            throw Refusal(
                .forbidden, "role-may-not", zh: "该角色不能出具此文书。",
                en: "The role \(context.principal.role.rawValue) does not issue this instrument.", basis: kind.basis)
        }
        guard kind.statuses.isEmpty || kind.statuses.contains(status) else {
            throw Refusal(
                .conflict, "instrument-out-of-place", zh: "当前程序不能出具此文书。",
                en: "This instrument is not issued while the procedure is \(status).", basis: kind.basis)
        }
        try TextRule.require(command.documentNumber, at: pointer + "/documentNumber", upTo: TextRule.name)
        try TextRule.require(command.issuer, at: pointer + "/issuer", upTo: TextRule.name)
        try requirePast(command.issuedOn, today: context.today, at: pointer + "/issuedOn")
        try checkService(command, context, at: pointer)
        if let number = command.attachment, attachments[number] == nil {
            throw noAttachment(number, at: pointer + "/attachment")
        }
    }

    /// Services and the announcement of an instrument: known parties, dates in order.
    static func checkService(
        _ content: RecordInstrument, _ context: DecisionContext, at pointer: String = ""
    ) throws(Refusal) {
        guard content.served.count <= 500 else {
            throw Refusal(
                .invalid, "too-many", zh: "送达对象过多。", en: "An instrument lists at most 500 services.",
                pointer: pointer + "/served")
        }
        for (index, service) in content.served.enumerated() {
            let place = "\(pointer)/served/\(index)"
            try TextRule.require(service.party, at: place + "/party", upTo: TextRule.name)
            try requireOrder(content.issuedOn, service.on, today: context.today, at: place + "/on")
        }
        if let announced = content.announcedOn {
            guard context.workflow.instrument(content.kind)?.isAnnounced == true else {
                throw Refusal(
                    .invalid, "not-announced", zh: "此文书不公告。", en: "This kind of instrument is not announced.",
                    basis: context.workflow.instrument(content.kind)?.basis, pointer: pointer + "/announcedOn")
            }
            try requireOrder(content.issuedOn, announced, today: context.today, at: pointer + "/announcedOn")
        }
    }

    private static func requireOrder(
        _ issued: LegalDate, _ date: LegalDate, today: LegalDate, at pointer: String
    ) throws(Refusal) {
        try requirePast(date, today: today, at: pointer)
        guard issued <= date else {
            throw Refusal(
                .invalid, "date-before-issue", zh: "日期早于文书落款日期。",
                en: "The date is before the instrument was issued.", pointer: pointer)
        }
    }

    static func recordMilestone(_ command: RecordMilestone, _ draft: inout Draft) throws(Refusal) {
        let workflow = draft.context.workflow
        let state = draft.state
        guard let milestone = workflow.milestone(command.milestone) else {
            throw Refusal(
                .invalid, "unknown-milestone", zh: "未知的节点。", en: "There is no such milestone.",
                pointer: "/milestone")
        }
        guard milestone.roles.contains(draft.context.principal.role) else {
            throw Refusal(
                .forbidden, "role-may-not", zh: "该角色不能登记此节点。",
                en: "The role \(draft.context.principal.role.rawValue) does not record this milestone.",
                basis: milestone.basis)
        }
        guard milestone.stages.isEmpty || milestone.stages.contains(state.stage),
            milestone.statuses.isEmpty || milestone.statuses.contains(state.status)
        else {
            // An agency need not be shown where the matter is.
            let place =
                draft.context.principal.role == .agency
                ? "now" : "in the stage \(state.stage) with the procedure \(state.status)"
            throw Refusal(
                .conflict, "milestone-out-of-place", zh: "当前阶段或程序不能登记此节点。",
                en: "This milestone is not recorded \(place).", basis: milestone.basis)
        }
        guard state.milestones[milestone.id] == nil || milestone.repeats || !milestone.emits.isEmpty else {
            throw Refusal(
                .conflict, "milestone-recorded", zh: "此节点已登记。", en: "This milestone is recorded already.")
        }
        try requirePast(command.on, today: draft.context.today, at: "/on")
        if let earliest = earliest(milestone, state, workflow), command.on < earliest {
            throw Refusal(
                .invalid, "date-out-of-order", zh: "日期不能早于 \(earliest)。",
                en: "This cannot have happened before \(earliest).", basis: milestone.basis, pointer: "/on")
        }
        try TextRule.allow(command.note, at: "/note")
        try check(command.instrument, for: milestone, draft)
        draft.add(.milestoneRecorded(command))
        for event in milestone.emits { try draft.openDuties(on: event) }
    }

    /// A step of the case is not older than its acceptance, one that follows the termination not older than that, one of the
    /// examination not older than the filing.
    /// Milestones that open duties are findings, and may look back.
    static func earliest(
        _ milestone: Milestone, _ state: MatterState, _ workflow: Workflow
    ) -> LegalDate? {
        let statuses = milestone.statuses.compactMap { workflow.status($0) }
        if !statuses.isEmpty, statuses.allSatisfy({ !$0.opensWindows.isEmpty }) { return state.terminatedOn }
        guard milestone.emits.isEmpty else { return nil }
        return milestone.statuses == [.filed] ? state.filing?.filedOn : state.acceptedOn
    }

    private static func check(
        _ number: Int?, for milestone: Milestone, _ draft: Draft
    ) throws(Refusal) {
        let state = draft.state
        // To an agency the answer would tell which instruments there are, so it names none.
        if let number, draft.context.principal.role == .agency || state.instruments[number] == nil {
            throw noInstrument(at: "/instrument")
        }
        guard let kind = milestone.instrument else { return }
        guard let number, state.instruments[number]?.content.kind == kind else {
            throw Refusal(
                .conflict, "instrument-missing", zh: "须写明所依据的文书。",
                en: "This milestone rests on an instrument of the kind \(kind).",
                basis: milestone.basis, pointer: "/instrument")
        }
    }

    static func noInstrument(at pointer: String) -> Refusal {
        Refusal(
            .invalid, "instrument-not-found", zh: "案件中没有该文书。", en: "The matter has no instrument of this number.",
            pointer: pointer)
    }

    static func noAttachment(_ number: Int, at pointer: String) -> Refusal {
        Refusal(
            .invalid, "attachment-not-found", zh: "案件中没有附件 \(number)。", en: "The matter has no attachment \(number).",
            pointer: pointer)
    }
}
