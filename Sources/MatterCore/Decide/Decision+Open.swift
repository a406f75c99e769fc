extension Decision {
    static func openMatter(
        _ command: OpenMatter, id: Int64, court: Organisation, _ context: DecisionContext
    ) throws(Refusal) -> Draft {
        let workflow = context.workflow
        let opening = try opening(of: command, context)
        try requireCourt(court, context)
        try requireDebtor(command)
        var command = command
        command.caseNumber = try caseNumber(command.caseNumber, at: "/caseNumber")
        try require(command.filing, for: opening, today: context.today)
        let instruments = command.instruments ?? []
        for kind in opening.instruments where !instruments.contains(where: { $0.kind == kind }) {
            throw Refusal(
                .invalid, "instrument-missing", zh: "缺少文书：\(workflow.instrument(kind)?.name.zh ?? kind.rawValue)。",
                en: "The opening must bring the instrument \(kind).", basis: opening.basis, pointer: "/instruments")
        }
        for (index, instrument) in instruments.enumerated() {
            try check(instrument, status: opening.status, context, attachments: [:], at: "/instruments/\(index)")
            guard opening.instruments.contains(instrument.kind), let filedOn = command.filing?.filedOn,
                instrument.issuedOn < filedOn
            else { continue }
            throw Refusal(
                .invalid, "instrument-too-early", zh: "文书日期早于申请日期。", en: "The instrument is older than the filing.",
                pointer: "/instruments/\(index)/issuedOn")
        }
        let accepted = workflow.status(opening.status)?.isRunning == true
        let acceptance = instruments.first { $0.kind == opening.instruments.first }
        let opened = MatterOpened(
            matter: id, workflow: WorkflowKey(id: workflow.content.id, version: workflow.content.version),
            command: command, court: court.id, region: court.region, stage: opening.stage, status: opening.status,
            acceptedOn: accepted ? acceptance?.issuedOn : nil)
        guard var draft = Draft(opening: opened, context) else { preconditionFailure("an opening opens a matter") }
        for instrument in instruments {
            draft.add(.instrumentRecorded(Instrument(number: draft.state.last.instrument + 1, content: instrument)))
        }
        try draft.openStageEntryDuties()
        try draft.followFacts(before: nil)
        return draft
    }

    private static func opening(of command: OpenMatter, _ context: DecisionContext) throws(Refusal) -> Opening {
        let principal = context.principal
        guard context.workflow.roles(for: .openMatter).contains(principal.role) else {
            throw Refusal(
                .forbidden, "role-may-not", zh: "该角色不能立案。",
                en: "The role \(principal.role.rawValue) may not open a matter.")
        }
        let openings = context.workflow.content.openings
        guard let opening = openings.first(where: { $0.origin == command.origin }) else {
            throw Refusal(
                .invalid, "unknown-origin", zh: "未知的来源。",
                en: "The origin must be one of: \(openings.map(\.origin).joined(separator: ", ")).", pointer: "/origin")
        }
        guard opening.roles.contains(principal.role) else {
            throw Refusal(
                .forbidden, "role-may-not", zh: "该角色不能以此方式立案。",
                en: "The role \(principal.role.rawValue) may not open a matter from \(opening.origin).")
        }
        return opening
    }

    /// A judge opens matters of the own court; an agency puts debtors of its region on the watch list of a court there.
    private static func requireCourt(_ court: Organisation, _ context: DecisionContext) throws(Refusal) {
        let own = context.principal.organisation
        let mayOpen = own.kind == .court ? own.id == court.id : court.region.hasPrefix(own.region)
        guard court.kind == .court, mayOpen else {
            throw Refusal(
                .forbidden, "other-court", zh: "不能为该法院立案。", en: "You may not open a matter for this court.",
                pointer: "/court")
        }
    }

    private static func requireDebtor(_ command: OpenMatter) throws(Refusal) {
        try TextRule.require(command.debtorName, at: "/debtorName", upTo: TextRule.name)
        guard CreditCode.isValid(command.creditCode) else {
            throw Refusal(
                .invalid, "credit-code-invalid", zh: "统一社会信用代码有误（校验位不符）。",
                en: "This is not a unified social credit code: 18 characters with the check character of GB 32100.",
                pointer: "/creditCode")
        }
    }

    private static func require(_ filing: Filing?, for opening: Opening, today: LegalDate) throws(Refusal) {
        guard let filing else {
            guard opening.needsFiler else { return }
            throw Refusal(
                .invalid, "filing-missing", zh: "须写明申请人及申请事项。", en: "The filing is missing: who filed, for what, when.",
                pointer: "/filing")
        }
        guard opening.needsFiler else {
            throw Refusal(
                .invalid, "filing-not-allowed", zh: "以此方式立案不含申请。",
                en: "This origin has no filing; record it when it arrives.", pointer: "/filing")
        }
        try check(filing, today: today, at: "/filing")
        guard opening.filers.isEmpty || opening.filers.contains(filing.filer) else {
            throw Refusal(
                .invalid, "filer-not-allowed", zh: "该申请人不能提出此项申请。", en: "This filer may not ask for this.",
                basis: opening.basis, pointer: "/filing/filer")
        }
    }

    static func check(_ filing: Filing, today: LegalDate, at pointer: String) throws(Refusal) {
        try TextRule.allow(filing.filerName, at: pointer + "/filerName", upTo: TextRule.name)
        try requirePast(filing.filedOn, today: today, at: pointer + "/filedOn")
    }

    static func requirePast(_ date: LegalDate, today: LegalDate, at pointer: String) throws(Refusal) {
        guard date <= today else {
            throw Refusal(
                .invalid, "date-in-future", zh: "日期不能晚于今天（\(today)）。", en: "The date is after today (\(today)).",
                pointer: pointer)
        }
        // The bankruptcy of enterprises as a statute begins with the trial law of 1986.
        guard date.components.year >= 1986 else {
            throw Refusal(
                .invalid, "date-too-early", zh: "日期过早。", en: "The date is before 1986.", pointer: pointer)
        }
    }

    static func caseNumber(_ text: String?, at pointer: String) throws(Refusal) -> String? {
        guard let text else { return nil }
        guard let number = CaseNumber.normalised(text) else {
            throw Refusal(
                .invalid, "case-number-invalid", zh: "案号格式有误，例：（2023）浙0603破12号。",
                en: "This is not a case number of the form （2023）浙0603破12号.", pointer: pointer)
        }
        return number
    }
}
