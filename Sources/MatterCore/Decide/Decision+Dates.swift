/// Acts on the dates that deadlines run from.
extension Decision {
    static func recordService(_ command: RecordService, _ draft: inout Draft) throws(Refusal) {
        guard let instrument = draft.state.instruments[command.instrument] else {
            throw noInstrument(at: "/instrument")
        }
        guard !command.served.isEmpty || command.announcedOn != nil else {
            throw Refusal(
                .invalid, "nothing-served", zh: "须写明送达或者公告日期。", en: "Name a service, or the date of the announcement.",
                pointer: "/served")
        }
        var content = instrument.content
        content.served = command.served
        content.announcedOn = command.announcedOn
        try checkService(content, draft.context)
        let parties = (instrument.content.served + command.served).map(\.party)
        guard Set(parties).count == parties.count,
            command.announcedOn == nil || instrument.content.announcedOn == nil
        else {
            throw Refusal(
                .conflict, "service-recorded", zh: "该送达或者公告已登记。",
                en: "This service or announcement is on record; correct its date if it is wrong.", pointer: "/served")
        }
        draft.add(.serviceRecorded(command))
    }

    static func fixDate(_ command: FixDate, _ draft: inout Draft) throws(Refusal) {
        try TextRule.allow(command.note, at: "/note")
        guard let rule = draft.context.workflow.fixedDate(command.date) else {
            throw Refusal(
                .invalid, "unknown-date", zh: "未知的日期事项。",
                en: "The date must be one of: "
                    + draft.context.workflow.content.fixedDates.map(\.id.rawValue).joined(separator: ", ") + ".",
                pointer: "/date")
        }
        guard rule.roles.contains(draft.context.principal.role) else {
            throw Refusal(
                .forbidden, "role-may-not", zh: "该角色不能确定此日期。",
                en: "The role \(draft.context.principal.role.rawValue) does not fix this date.", basis: rule.basis)
        }
        guard draft.context.workflow.status(draft.state.status)?.isRunning == true, let start = draft.state.acceptedOn
        else {
            throw Refusal(
                .conflict, "not-accepted", zh: "受理后、终结前方可确定此日期。",
                en: "Dates are fixed while the case is accepted and open.", basis: rule.basis)
        }
        guard command.on >= start else {
            throw Refusal(
                .invalid, "date-out-of-order", zh: "日期不能早于受理日（\(start)）。",
                en: "The date lies before the acceptance, \(start).", basis: rule.basis, pointer: "/on")
        }
        guard draft.state.fixedDates[rule.id] != command.on else {
            throw Refusal(.conflict, "date-unchanged", zh: "日期未变。", en: "The date is this already.", pointer: "/on")
        }
        try requireBounds(command, rule, draft)
        draft.add(.dateFixed(command))
    }

    private static func requireBounds(_ command: FixDate, _ rule: FixedDateRule, _ draft: Draft) throws(Refusal) {
        guard let pattern = rule.from else { return }
        guard let anchor = draft.state.latest(pattern) else {
            throw Refusal(
                .conflict, "anchor-missing", zh: "尚无起算日期。",
                en: "The fact that the period runs from is not on record yet.",
                basis: rule.basis, pointer: "/date")
        }
        let (earliest, latest) = rule.bounds(from: anchor)
        guard earliest.map({ command.on >= $0 }) ?? true, latest.map({ command.on <= $0 }) ?? true else {
            throw Refusal(
                .invalid, "date-out-of-bounds",
                zh: "日期须在 \(earliest?.description ?? "-") 至 \(latest?.description ?? "-") 之间。",
                en: "The date must lie from \(earliest?.description ?? "-") to \(latest?.description ?? "-").",
                basis: rule.basis, pointer: "/on")
        }
    }
}
