import MatterCore

// Scenario B: everything that happens between requesters, agencies and the court when a duty does not run smoothly.
// The termination is dated so that its two years are over today, and the additional distribution falls within them.
extension Rehearsal {
    static func liquidation(
        workflow: Workflow, calendar: WorkCalendar, cast: Cast, now: Instant, serial: Int64, related: Int64
    ) throws -> Rehearsal {
        let numbers = SampleNumbers(court: cast.court, series: "MA")
        let filedOn = now.legalDate.adding(days: -1_400)
        var command = OpenMatter(
            origin: "filing", debtorName: "示例机械制造有限公司", creditCode: numbers.creditCode(serial),
            court: cast.court.id, caseNumber: numbers.caseNumber("破申", serial, on: filedOn),
            filing: Filing(filer: .debtor, filerName: nil, route: .liquidation, filedOn: filedOn))
        var play = try Rehearsal(
            opening: command, by: .judge, id: related + 1, serial: serial, numbers: numbers, workflow: workflow,
            calendar: calendar, cast: cast, now: now)
        play.readable = [related]
        command.creditCode = String(command.creditCode.dropLast()) + (command.creditCode.last == "0" ? "1" : "0")
        try play.refuseOpening(
            "credit-code-invalid", .judge, command,
            LocalText(zh: "校验位不符的统一社会信用代码", en: "open with a credit code whose check digit is wrong"))
        try play.examination(related)
        try play.bundle()
        try play.agenciesDisagree()
        try play.findings()
        try play.declaration()
        try play.realisation()
        try play.taxes()
        try play.termination()
        try play.supervision()
        try play.additionalDistribution()
        return play
    }

    private mutating func examination(_ related: Int64) throws {
        try perform(
            .judge, .linkMatter(MatterLink(matter: related, relation: .guarantor, note: "示例关联")),
            LocalText(zh: "关联甲案（示例关联）", en: "link matter A (for demonstration)"))
        try assignJudge()
        try request(["RW-02", "RW-03", "RW-04"], by: .judge)
        try settle(["RW-02", "RW-03"])
        // An agency may refuse on a legal ground; the judge decides.
        try act(
            .refuse(RefuseDuty(reason: "no_legal_basis", note: "示例：年度报告已公示，可自行查询")), on: "RW-04")
        try act(.upholdRefusal(GiveReason(reason: "示例：信息已依法公示")), on: "RW-04", by: .judge)
        try act(.waive(GiveReason(reason: "示例：债务人自行申请，无需画像")), on: "RW-07", by: .judge)
        _ = try issue("filing_receipt", on: ago(1_399))
        let acceptance = try issue("acceptance_ruling", on: ago(1_390))
        let appointment = try issue("appointment_decision", on: ago(1_390))
        try rule(
            "LIQUIDATION", with: [acceptance, appointment], caseNumber: numbers.caseNumber("破", serial, on: ago(1_390)))
        try refuse(
            "conditions-not-met", .judge,
            .moveStage(MoveStage(to: "TAKEOVER", instruments: [acceptance, appointment])),
            LocalText(zh: "未指定管理人即进入接管", en: "begin the takeover without an administrator"))
        try appoint(.administrator, with: appointment)
        try perform(.judge, .setTrack(SetTrack(track: .fast, reason: "示例：债权债务关系明确、财产状况清楚")))
        try enter("TAKEOVER", with: [acceptance, appointment])
        let replacement = try issue("administrator_replacement_decision", on: ago(1_380))
        try appoint(.successor, with: replacement)
        try refuse(
            "matter-not-found", .administrator,
            .recordMilestone(RecordMilestone(milestone: "ESTATE_REPORT_FILED", on: ago(1_375))),
            LocalText(zh: "卸任管理人再登记", en: "the former administrator tries to write"))
    }

    private mutating func bundle() throws {
        var duties = workflow.duties(onEntryOf: "TAKEOVER").map(\.id) + ["TO-14"]
        let whole = try prepare(duties, by: .successor)
        var torn = whole
        for index in torn.duties.indices where torn.duties[index].duty == "TO-01" { torn.duties[index].materials = [] }
        try refuse(
            "bundle-not-ready", .successor, .fileRequest(torn),
            LocalText(zh: "缺刻制公章函即发函", en: "file the bundle without the seal-engraving letter"))
        try perform(.successor, .fileRequest(whole))
        duties.removeAll { ["TO-02", "TO-04", "TO-08", "TO-09", "TO-12", "TO-13", "TO-14"].contains($0) }
        try settle(duties)
    }

    private mutating func agenciesDisagree() throws {
        // Refused and overridden.
        try act(.refuse(RefuseDuty(reason: "personal_data_limit", note: "示例：涉及职工个人信息")), on: "TO-08")
        try act(.overrideRefusal(GiveReason(reason: "示例：管理人依企业破产法第25条调查，必要")), on: "TO-08", by: .judge)
        try settle("TO-08")
        // Refused and upheld.
        try act(.refuse(RefuseDuty(reason: "not_competent", note: "示例：债务人未开立证券账户")), on: "TO-14")
        try act(.upholdRefusal(GiveReason(reason: "示例：理由成立")), on: "TO-14", by: .judge)
        // Returned: the clock stops until the material comes.
        try begin("TO-09")
        try refuse(
            "material-not-on-list", .agency("TAX"),
            .duty(
                try assignment("TO-09").number,
                .returnForMaterial(ReturnForMaterial(reason: "material_missing", missing: ["site_list"]))),
            LocalText(zh: "要求清单以外的材料", en: "ask for material that is not on the checklist"))
        try act(
            .returnForMaterial(
                ReturnForMaterial(
                    reason: "material_illegible", missing: ["authorisation_letter"], note: "示例：授权书扫描不清")),
            on: "TO-09")
        let letter = try paper("authorisation_letter", by: .successor, anew: true)
        try act(
            .resubmit(Resubmit(materials: [MaterialUse(material: "authorisation_letter", attachment: letter)])),
            on: "TO-09", by: .successor)
        try settle("TO-09")
        // Extended, and not extended.
        try act(.requestExtension(RequestExtension(workingDays: 5, reason: "示例：跨行账户较多")), on: "TO-13")
        try act(.decideExtension(DecideExtension(approve: true)), on: "TO-13", by: .judge)
        try settle("TO-13")
        try act(.requestExtension(RequestExtension(workingDays: 10, reason: "示例：系统升级")), on: "TO-02")
        try act(.decideExtension(DecideExtension(approve: false, reason: "示例：不影响查询")), on: "TO-02", by: .judge)
        try settle("TO-02")
        // A co-agency that has nothing to add is released.
        try begin("TO-12")
        try act(.releasePart(ReleasePart(agency: "NFRA", reason: "示例：无需监管意见")), on: "TO-12")
        try settle("TO-12")
        // A result that is sent back.
        try begin("TO-04")
        try refuse(
            "result-field-missing", .agency("NRP"),
            .duty(try assignment("TO-04").number, .complete(CompleteDuty(result: [:]))),
            LocalText(zh: "不填结果即办结", en: "complete without the result"))
        try complete("TO-04", ["titles": .table([])])
        try act(.sendBack(GiveReason(reason: "示例：遗漏厂区二期不动产")), on: "TO-04", by: .successor)
        try complete("TO-04")
        try accept("TO-04")
    }

    /// What the administrator finds opens further duties.
    private mutating func findings() throws {
        try mark("ASSETS_BELOW_EXPENSES", by: .successor, on: ago(1_370))
        try mark("WAGE_ARREARS_FOUND", by: .successor, on: ago(1_368))
        try mark("STATE_ASSET_FOUND", by: .successor, on: ago(1_366))
        try mark("EVASION_LEAD_FILED", by: .successor, on: ago(1_364))
        try mark("PETITION_RISK_FLAGGED", by: .judge, on: ago(1_362))
        try request(["TO-18", "TO-19", "SV-02", "SV-03"], by: .successor)
        try settle("TO-18", ["outcome": .text("paid"), "amountPaid": .integer(20_000_000)])
        try settle(["TO-19", "SV-02", "SV-03"])
        _ = try issue("claims_notice", on: ago(1_375))
        try mark("CLAIMS_NOTICE_SENT", by: .successor, on: ago(1_375))
        try fix("CLAIMS_PERIOD_END", on: ago(1_340))
        try request(["TX-01"], by: .successor)
        try settle("TX-01", ["taxPrincipal": .integer(86_000_000), "lateFees": .integer(9_300_000)])
    }
}
