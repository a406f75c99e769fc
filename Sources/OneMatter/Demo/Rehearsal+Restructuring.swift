import MatterCore

// Scenario A. The press report says: a construction group, eleven sites at risk, liquidation turned into a
// reorganisation, no unfinished works, no wage suit. Everything else is invented.
extension Rehearsal {
    static func restructuring(
        workflow: Workflow, calendar: WorkCalendar, cast: Cast, now: Instant, serial: Int64
    ) throws -> Rehearsal {
        let numbers = SampleNumbers(court: cast.court, series: "MA")
        let command = OpenMatter(
            origin: "watch_list", debtorName: "示例建设集团有限公司", creditCode: numbers.creditCode(serial),
            court: cast.court.id)
        var play = try Rehearsal(
            opening: command, by: .agency("LFA"), id: 1, serial: serial, numbers: numbers, workflow: workflow,
            calendar: calendar, cast: cast, now: now)
        try play.warning()
        try play.filing()
        try play.takeover()
        try play.conversion()
        try play.plan()
        try play.performance()
        try play.closing()
        return play
    }

    private mutating func warning() throws {
        try refuse(
            "move-not-legal", .judge, .moveStage(MoveStage(to: "ASSET_REALISATION")),
            LocalText(zh: "试图由预警直接进入变价", en: "try to leap from risk warning to realisation"))
        try refuse(
            "role-may-not", .agency("LFA"), .moveStage(MoveStage(to: "TAKEOVER")),
            LocalText(zh: "部门试图推进阶段", en: "an agency tries to move the stage"))
        try mark("PORTRAIT_RED", by: .agency("LFA"), on: ago(820))
        try request(["RW-01", "RW-02", "RW-03", "RW-04", "RW-05", "RW-06", "RW-07"], by: .judge)
        try settle(["RW-07", "RW-01", "RW-02", "RW-03", "RW-04", "RW-05"])
        try settle(
            "RW-06",
            [
                "triageClass": .text("reorganise"), "responsibleAgency": .text("示例住建部门"),
                "opinion": .text("示例：11 处工地存在停工风险，主业仍有价值，建议导入重整"),
            ])
    }

    private mutating func filing() throws {
        let filing = Filing(filer: .creditor, filerName: "示例材料供应有限公司", route: .liquidation, filedOn: ago(800))
        let number = numbers.caseNumber("破申", serial, on: ago(800))
        try perform(.judge, .recordFiling(RecordFiling(filing: filing, caseNumber: number)))
        try assignJudge()
        // Asked for on the fourth day, in on the tenth: the time between does not count.
        try mark("DEBTOR_NOTIFIED", by: .judge, on: ago(797))
        try mark("SUPPLEMENTS_REQUESTED", by: .judge, on: ago(796))
        try mark("OBJECTION_RECEIVED", by: .judge, on: ago(792))
        try mark("SUPPLEMENTS_RECEIVED", by: .judge, on: ago(790))
        let acceptance = try issue("acceptance_ruling", on: ago(780), isServed: false)
        try refuse(
            "conditions-not-met", .judge, .moveProcedure(MoveProcedure(to: "LIQUIDATION", instruments: [acceptance])),
            LocalText(zh: "没有指定管理人决定即受理", en: "accept without the decision that appoints the administrator"))
        let appointment = try issue("appointment_decision", on: ago(780))
        try rule(
            "LIQUIDATION", with: [acceptance, appointment], caseNumber: numbers.caseNumber("破", serial, on: ago(780)))
        try appoint(.administrator, with: appointment)
        try serve(acceptance, ["applicant", "debtor"], on: ago(777))
        try enter("TAKEOVER", with: [acceptance, appointment])
        // Practice of this court; what has happened counts too.
        try perform(.judge, .adoptTemplate(AdoptTemplate(template: "administrator_milestones")))
        try act(.meet(MeetDeadline(on: ago(778))), on: "P01", by: .administrator)
        try act(.end(GiveReason(reason: "示例：沿用既有制度")), on: "P04")
    }

    private mutating func takeover() throws {
        let pack = workflow.duties(onEntryOf: "TAKEOVER").map(\.id) + ["TO-10", "TO-14", "TO-15", "TO-16", "TO-17"]
        try request(pack, by: .administrator)
        try refuse(
            "stale-version", .administrator,
            .recordMilestone(RecordMilestone(milestone: "ESTATE_REPORT_FILED", on: ago(700))),
            LocalText(zh: "以过期版本登记", en: "write with a version that is out of date"), expecting: state.version - 1)
        try refuse(
            "other-unit", .agency("PSB"), .duty(try assignment("TO-09").number, .acknowledge(Acknowledge())),
            LocalText(zh: "公安机关签收税务事项", en: "the police acknowledge a duty of the tax service"))
        try begin("TO-05")
        try refuse(
            "parts-open", .agency("HURD"),
            .duty(
                try assignment("TO-05").number,
                .complete(CompleteDuty(result: ["permits": .table([]), "progress": .text("示例：11 处工地")]))),
            LocalText(zh: "协办未反馈即办结", en: "complete before the co-agency handed in its part"))
        for duty in pack where duty != "TO-05" && duty != "SV-04" { try settle(duty) }
        try settle(
            "TO-05", ["progress": .text("示例：11 处工地在建，均可续建"), "qualifications": .text("示例：建筑施工总承包一级")])
        try mark("SCHEDULES_HANDED_IN", by: .administrator, on: ago(765))
        let notice = try issue("claims_notice", on: ago(760))
        try mark("CLAIMS_NOTICE_SENT", by: .judge, on: ago(760))
        try refuse(
            "date-out-of-bounds", .judge, .fixDate(FixDate(date: "CLAIMS_PERIOD_END", on: ago(740))),
            LocalText(zh: "债权申报期限不足三十日", en: "a period for claims of less than thirty days"))
        try fix("CLAIMS_PERIOD_END", on: ago(720))
        // The announcement was published a day later than first recorded.
        try correct(
            CorrectDate(subject: .announcement, instrument: notice, on: ago(759), reason: "示例：以公告刊登日为准"))
        try fix("FIRST_MEETING_DATE", on: ago(712))
        try fix("FIRST_MEETING_DATE", on: ago(715))
        try mark("MEETING_NOTICE_SENT", by: .administrator, on: ago(735))
        try mark("CONTRACTS_DECIDED", by: .administrator, on: ago(730))
        try mark("FIRST_MEETING_HELD", by: .administrator, on: ago(715))
        try mark("RESOLUTION_PASSED", by: .administrator, on: ago(715))
        try mark("CLAIMS_SCHEDULE_SUBMITTED", by: .administrator, on: ago(715))
        try mark("ESTATE_REPORT_FILED", by: .administrator, on: ago(712))
    }

    /// EBL Art. 70(2): a creditor asked for the liquidation; the debtor asks for reorganisation before any declaration.
    private mutating func conversion() throws {
        let ruling = try issue("reorganisation_ruling", on: ago(690))
        try rule("REORGANISATION", with: [ruling])
        _ = try issue("debtor_in_possession_decision", on: ago(689))
        try mark("DISPOSAL_REPORTED", by: .administrator, on: ago(680))
        try enter("ASSET_REALISATION")
        try request(["AR-02", "AR-07"], by: .administrator)
        try settle("AR-07", ["candidates": .table([["示例产业投资有限公司", numbers.creditCode(serial + 7), "整体重整"]])])
        try settle("AR-02", ["continuationConsent": .text("approved"), "acceptanceFiling": .text("示例：11 处工地续建")])
    }

    private mutating func plan() throws {
        // Six months, and three more by a ruling.
        _ = try issue("plan_extension_ruling", on: ago(560))
        try mark("PLAN_DRAFT_FILED", by: .administrator, on: ago(548))
        try mark("PLAN_VOTED", by: .administrator, on: ago(520))
        try mark("PLAN_PASSED", by: .administrator, on: ago(520))
        try mark("PLAN_CONFIRMATION_REQUESTED", by: .administrator, on: ago(514))
        let ruling = try issue("plan_confirmation_ruling", on: ago(505))
        try refuse(
            "ground-required", .judge, .moveProcedure(MoveProcedure(to: "PLAN_CONFIRMED", instruments: [ruling])),
            LocalText(zh: "未写明依据即批准重整计划", en: "confirm the plan without naming the ground"))
        try rule("PLAN_CONFIRMED", ground: "EBL_86", with: [ruling])
        try request(["TM-04"], by: .administrator)
        try settle("TM-04", ["taxCreditUpdated": .boolean(true), "registryUpdated": .boolean(true)])
        try mark("ASSETS_REALISED", by: .administrator, on: ago(200))
        try enter("TAX")
    }

    private mutating func performance() throws {
        try request(["TX-01", "TX-02"], by: .administrator)
        try settle("TX-01", ["computedTo": .text((state.acceptedOn ?? today).description)])
        try settle("TX-02", ["isRestored": .boolean(true), "restoredOn": .text(ago(190).description)])
        try mark("TAX_CLAIM_ENTERED", by: .administrator, on: ago(180))
        try courtSetsDeadline(for: .administrator)
        try mark("SUPERVISION_REPORT_FILED", by: .administrator, on: ago(60))
        try rule("PLAN_PERFORMED")
        try request(["TM-05"], by: .administrator)
        try settle("TM-05", ["reorganisationNoted": .boolean(true), "waivedPartRemoved": .boolean(true)])
        try mark("DISPOSAL_TAXES_DECLARED", by: .administrator, on: ago(50))
        try enter("TERMINATION")
    }

    private mutating func closing() throws {
        try mark("TERMINATION_ANNOUNCED", by: .judge, on: ago(40))
        try enter("SUPERVISION")
        try settle("SV-04", ["alertCount": .integer(0)])
        try request(["SV-01"], by: .judge)
        try settle("SV-01", ["grade": .text("excellent"), "measure": .text("none")])
        try refuse(
            "conditions-not-met", .judge, .moveStage(MoveStage(to: "ARCHIVED")),
            LocalText(zh: "提存款项未清结即归档", en: "archive before the escrow is cleared"))
        try mark("ESCROW_CLEARED", by: .administrator, on: ago(5))
        try enter("ARCHIVED")
        try refuse(
            "matter-closed", .judge, .setTrack(SetTrack(track: .fast, reason: "示例")),
            LocalText(zh: "归档后再作变更", en: "change an archived matter"))
    }
}
