extension Decision {
    static func complete(
        _ command: CompleteDuty, _ assignment: DutyAssignment, _ draft: inout Draft
    ) throws(Refusal) {
        try require(assignment, in: [.acknowledged, .inProgress])
        try ResultRule.check(command.result, against: try duty(of: assignment, draft))
        try AttachmentRule.require(command.attachments, for: assignment, draft)
        try TextRule.allow(command.note, at: "/note")
        let waiting = assignment.parts.filter { $0.state == .open }
        guard waiting.isEmpty else {
            throw Refusal(
                .conflict, "parts-open", zh: "协办单位尚未反馈。", en: "Co-agencies still owe their part.",
                remedy: LocalText(zh: "可等待反馈，或由牵头单位说明理由后免除。", en: "Wait for them, or release a part with a reason."),
                unmet: waiting.map { part in
                    let name = draft.context.workflow.agency(part.agency)?.name
                    return UnmetCondition(
                        kind: "part", subject: part.agency.rawValue,
                        text: LocalText(
                            zh: "\(name?.zh ?? part.agency.rawValue)：协办未反馈",
                            en: "\(name?.en ?? part.agency.rawValue) has not submitted its part"),
                        roles: [.agency], owedBy: part.unit, since: assignment.openedAt.legalDate)
                })
        }
        draft.add(
            .dutyCompleted(
                assignment: assignment.number,
                result: .init(values: command.result, attachments: command.attachments ?? [], note: command.note)))
    }

    static func returnForMaterial(
        _ command: ReturnForMaterial, _ assignment: DutyAssignment, _ draft: inout Draft
    ) throws(Refusal) {
        try require(assignment, in: [.open, .acknowledged, .inProgress])
        try require(command.reason, for: .return, draft)
        try TextRule.allow(command.note, at: "/note")
        let listed = Set(try duty(of: assignment, draft).materials)
        for (index, material) in (command.missing ?? []).enumerated() where !listed.contains(material) {
            throw Refusal(
                .invalid, "material-not-on-list", zh: "该职责的材料清单没有此项，不得另行要求。",
                en: "The checklist of this duty does not have this material; an agency cannot ask for more.",
                pointer: "/missing/\(index)")
        }
        let today = draft.context.today
        draft.add(
            .dutyReturned(
                assignment: assignment.number,
                reason: .init(code: command.reason, text: command.note, missing: command.missing ?? []),
                pause: .init(
                    since: today, workingDaysLeft: workingDaysLeft(since: today, until: assignment.due, draft),
                    stateBefore: assignment.state)))
    }

    /// A return on the last day leaves one day; a duty that is overdue gains none.
    private static func workingDaysLeft(since: LegalDate, until due: DueDate, _ draft: Draft) -> Int {
        due.date < since ? 0 : max(1, draft.context.calendar.workingDays(after: since, through: due.date))
    }

    static func resubmit(
        _ command: Resubmit, _ assignment: DutyAssignment, _ draft: inout Draft
    ) throws(Refusal) {
        try require(assignment, in: [.returned])
        try TextRule.allow(command.note, at: "/note")
        let listed = Set(try duty(of: assignment, draft).materials)
        for (index, use) in command.materials.enumerated() {
            guard listed.contains(use.material) else {
                throw Refusal(
                    .invalid, "material-not-on-list", zh: "该职责的材料清单没有此项。",
                    en: "The checklist of this duty does not have this material.",
                    pointer: "/materials/\(index)/material")
            }
            guard draft.state.attachments[use.attachment] != nil else {
                throw noAttachment(use.attachment, at: "/materials/\(index)/attachment")
            }
        }
        let supplied = Set(command.materials.map(\.material))
        let missing = (assignment.reason?.missing ?? []).filter { !supplied.contains($0) }
        guard missing.isEmpty else {
            throw Refusal(
                .conflict, "material-still-missing", zh: "仍缺材料：\(missing.map(\.rawValue).joined(separator: "、"))。",
                en: "Still missing: \(missing.map(\.rawValue).joined(separator: ", ")).", pointer: "/materials")
        }
        let left = assignment.pause?.workingDaysLeft ?? 1
        let due =
            left == 0
            ? assignment.due
            : try draft.due(
                duty(of: assignment, draft), Period(amount: left, unit: .workingDays),
                from: .init(event: "duty_resubmitted", on: draft.context.today))
        draft.add(
            .dutyResubmitted(
                assignment: assignment.number, materials: command.materials, note: command.note, due: due))
    }

    static func requestExtension(
        _ command: RequestExtension, _ assignment: DutyAssignment, _ draft: inout Draft
    ) throws(Refusal) {
        try require(assignment, in: [.open, .acknowledged, .inProgress])
        try TextRule.require(command.reason, at: "/reason")
        guard assignment.extension == nil else {
            throw Refusal(
                .conflict, "extension-used", zh: "每项职责只能申请一次延期。", en: "A duty is extended at most once.")
        }
        // No document gives a longest extension; thirty working days is the bound of this product (practice).
        guard (1...30).contains(command.workingDays) else {
            throw Refusal(
                .invalid, "extension-length", zh: "延期须为 1 至 30 个工作日。", en: "An extension is 1 to 30 working days.",
                pointer: "/workingDays")
        }
        draft.add(
            .extensionRequested(
                assignment: assignment.number, workingDays: command.workingDays, reason: command.reason))
    }

    static func decideExtension(
        _ command: DecideExtension, _ assignment: DutyAssignment, _ draft: inout Draft
    ) throws(Refusal) {
        guard let asked = assignment.extension, asked.decision == .pending, !assignment.state.isSettled else {
            throw Refusal(
                .conflict, "no-extension-pending", zh: "没有待决定的延期申请。", en: "No extension waits for a decision.")
        }
        try TextRule.allow(command.reason, at: "/reason")
        guard command.approve || command.reason != nil else {
            throw Refusal(
                .invalid, "reason-missing", zh: "不予延期须说明理由。", en: "A rejection needs a reason.", pointer: "/reason")
        }
        let due =
            command.approve
            ? try draft.due(
                duty(of: assignment, draft), Period(amount: asked.workingDays, unit: .workingDays),
                from: .init(event: "extension_decided", on: assignment.due.date), basis: extensionBasis)
            : assignment.due
        // What the stopped clock has left grows with the due date.
        let pause = assignment.pause.map { pause in
            DutyAssignment.Pause(
                since: pause.since, workingDaysLeft: workingDaysLeft(since: pause.since, until: due, draft),
                stateBefore: pause.stateBefore)
        }
        draft.add(
            .extensionDecided(
                assignment: assignment.number, approved: command.approve, reason: command.reason, due: due,
                pause: pause))
    }

    /// What an extension rests on: no document gives one.
    private static let extensionBasis = LegalBasis(
        article: "延期决定", lawVersion: "practice", provenance: .practice)

    static func submitPart(
        _ command: SubmitPart, _ assignment: DutyAssignment, _ draft: inout Draft
    ) throws(Refusal) {
        try require(assignment, in: [.open, .acknowledged, .inProgress])
        try TextRule.require(command.text, at: "/text")
        try AttachmentRule.require(command.attachments, for: assignment, draft)
        let unit = draft.context.principal.organisation.id
        guard let part = assignment.parts.first(where: { $0.unit == unit && $0.state == .open }) else {
            throw Refusal(.conflict, "part-not-open", zh: "协办部分已反馈或已免除。", en: "The part is not open any more.")
        }
        draft.add(
            .partSubmitted(
                assignment: assignment.number, agency: part.agency, text: command.text,
                attachments: command.attachments ?? []))
    }

    static func releasePart(
        _ command: ReleasePart, _ assignment: DutyAssignment, _ draft: inout Draft
    ) throws(Refusal) {
        try require(assignment, in: [.open, .acknowledged, .inProgress])
        try TextRule.require(command.reason, at: "/reason")
        guard assignment.parts.contains(where: { $0.agency == command.agency && $0.state == .open }) else {
            throw Refusal(
                .conflict, "part-not-open", zh: "该单位没有待反馈的协办部分。", en: "This agency has no open part.",
                pointer: "/agency")
        }
        draft.add(
            .partReleased(assignment: assignment.number, agency: command.agency, reason: command.reason))
    }
}
