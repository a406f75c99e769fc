import Testing

@testable import MatterCore

/// What becomes of deadlines: chains, extensions, time that stands still, other courses of the procedure.
@Suite struct DeadlineTests {
    private func step(_ deadline: Deadline?) -> [Deadline.Step.Kind] { deadline?.steps.map(\.kind) ?? [] }

    @Test func anExtensionOfTheHigherCourtProlongsTheExaminationOnce() throws {
        var docket = try Docket(.debtor)
        try docket.issue("acceptance_extension_approval", "2026-03-16")
        // 17 March and 15 days.
        #expect(docket.due("D04") == "2026-04-01")
        try docket.issue("acceptance_extension_approval", "2026-03-16")
        #expect(step(docket.deadline("D04")) == [.opened, .extended])

        var other = try Docket(.creditor)
        try other.mark("DEBTOR_NOTIFIED", "2026-03-06")
        try other.issue("acceptance_extension_approval", "2026-03-16")
        #expect(other.due("D03") == "2026-04-07")

        var transfer = try Docket(.enforcementCourt)
        let before = transfer.due("D36")
        try transfer.issue("acceptance_extension_approval", "2026-03-16")
        #expect(transfer.due("D36") == before)
    }

    /// The act was in time, its record is not: the right was used. What was done too late uses nothing.
    @Test(arguments: [("2026-03-13", Deadline.State.met), ("2026-03-14", .lapsed)])
    func aRightThatWasUsedInTimeIsNotLost(on day: String, state: Deadline.State) throws {
        var docket = try Docket(.creditor)
        try docket.mark("DEBTOR_NOTIFIED", "2026-03-06")
        #expect(docket.due("D02") == "2026-03-13")
        let (lapsed, events) = try Timekeeping.keep(
            docket.state,
            DecisionContext(
                workflow: docket.world.workflow, calendar: Shipped.calendar,
                principal: .system(of: docket.state.court, region: docket.state.region), now: docket.world.now))
        #expect(events.contains { $0.body.kind == "deadline_lapsed" })
        docket.world.state = lapsed
        #expect(docket.deadline("D02")?.state == .lapsed)
        var byHand = docket
        try docket.mark("OBJECTION_RECEIVED", day)
        #expect(docket.deadline("D02")?.state == state && docket.deadline("D02")?.settledAt != nil)

        // The judge's own record is held to the same day.
        let number = try #require(byHand.deadline("D02")?.number)
        let meet = Command.deadline(number, .meet(MeetDeadline(on: LegalDate(day)!)))
        guard state == .met else {
            #expect(byHand.refusal(meet)?.code == "date-out-of-order")
            return
        }
        try byHand.world.perform(meet)
        #expect(byHand.deadline("D02")?.state == .met)
        #expect(byHand.refusal(meet)?.code == "deadline-settled")
    }

    /// No rule of law gives the day that a court orders, so none stands beside it.
    @Test func anOrderedEndNamesNoRule() throws {
        var docket = try Docket(.debtor)
        #expect(docket.deadline("D04")?.due.explanation?.zh.contains("企业破产法") == true)
        try docket.act(.extend(ExtendDeadline(on: LegalDate("2027-01-15")!, reason: "示例")), on: "D04")
        let due = try #require(docket.deadline("D04")?.due)
        #expect(docket.due("D04") == "2027-01-15" && due.derivation?.rule == nil)
        #expect(due.explanation?.zh.contains("企业破产法") == false)
    }

    @Test func theDraftPlanIsExtendedByThreeMonths() throws {
        var docket = try Docket()
        try docket.accept("REORGANISATION")
        docket.put("TAKEOVER", "REORGANISATION")
        try docket.issue("plan_extension_ruling", "2026-09-18")
        // From Sunday 20 September, worked, to Sunday 20 December.
        #expect(docket.due("D22") == "2026-12-21")
    }

    /// 17 March less 9 March are 8 days; they run on from the 20th: Saturday 28 March.
    @Test func supplementsStopTheExamination() throws {
        var docket = try Docket(.debtor)
        try docket.mark("SUPPLEMENTS_REQUESTED", "2026-03-09")
        #expect(docket.deadline("D04")?.state == .suspended && docket.deadline("D06")?.state == .met)
        try docket.mark("SUPPLEMENTS_RECEIVED", "2026-03-20")
        #expect(docket.deadline("D04")?.state == .open && docket.due("D04") == "2026-03-30")
    }

    /// An extension that is granted while time stands still is not lost: 17 March and 15 days are 1 April, 23 days after the
    /// 9th; from the 20th they end on Sunday 12 April.
    @Test func anExtensionCountsWhileTimeStandsStill() throws {
        var docket = try Docket(.debtor)
        try docket.mark("SUPPLEMENTS_REQUESTED", "2026-03-09")
        try docket.issue("acceptance_extension_approval", "2026-03-16")
        #expect(docket.deadline("D04")?.state == .suspended)
        try docket.mark("SUPPLEMENTS_RECEIVED", "2026-03-20")
        #expect(docket.due("D04") == "2026-04-13")
        #expect(step(docket.deadline("D04")) == [.opened, .extended, .resumed])
    }

    /// D03 begins to run on 13 March: what stood still before takes nothing away.
    @Test(arguments: [("2026-03-11", "2026-03-23"), ("2026-03-18", "2026-03-30")])
    func timeThatDidNotRunYetCannotStandStill(received: String, due: String) throws {
        var docket = try Docket()
        try docket.mark("DEBTOR_NOTIFIED", "2026-03-06")
        try docket.mark("SUPPLEMENTS_REQUESTED", "2026-03-09")
        try docket.mark("SUPPLEMENTS_RECEIVED", received)
        #expect(docket.due("D03") == due)
        // In whatever order it is put on record.
        var late = try Docket()
        try late.mark("SUPPLEMENTS_REQUESTED", "2026-03-09")
        try late.mark("SUPPLEMENTS_RECEIVED", received)
        try late.mark("DEBTOR_NOTIFIED", "2026-03-06")
        #expect(late.due("D03") == due)
        var open = try Docket()
        try open.mark("SUPPLEMENTS_REQUESTED", "2026-03-09")
        try open.mark("DEBTOR_NOTIFIED", "2026-03-06")
        #expect(open.deadline("D03")?.state == .suspended)
        try open.mark("SUPPLEMENTS_RECEIVED", received)
        #expect(open.due("D03") == due)
    }

    @Test func theCourtStopsAndResumesAndExtends() throws {
        var docket = try Docket()
        let notified = try #require(LegalDate("2026-03-05"))
        try docket.act(.suspend(StopDeadline(on: notified, reason: "示例")), on: "D01")
        try docket.act(.resume(StopDeadline(on: notified.adding(days: 10), reason: "示例")), on: "D01")
        // 7 March less the 5th: 2 days after the 15th.
        #expect(docket.due("D01") == "2026-03-17")
        // Not before it ran on again.
        let early = StopDeadline(on: notified.adding(days: 9), reason: "示例")
        let number = try #require(docket.deadline("D01")?.number)
        #expect(docket.refusal(.deadline(number, .suspend(early)))?.code == "date-out-of-order")
        let longer = try #require(LegalDate("2026-04-04"))
        try docket.act(.extend(ExtendDeadline(on: longer, reason: "示例")), on: "D01")
        #expect(docket.due("D01") == "2026-04-07" && step(docket.deadline("D01")) == [.opened, .resumed, .ordered])
    }

    /// An order never ends before what the law gives by then.
    @Test func anOrderTakesNothingAway() throws {
        var docket = try Docket()
        let ruling = try docket.issue("acceptance_ruling", "2026-03-10")
        try docket.act(.extend(ExtendDeadline(on: try #require(LegalDate("2026-03-18")), reason: "示例")), on: "D07")
        #expect(docket.due("D07") == "2026-03-18")
        try docket.correct(.issue, "2026-03-20", instrument: ruling)
        #expect(docket.due("D07") == "2026-03-25")
        try docket.correct(.issue, "2026-03-11", instrument: ruling)
        #expect(docket.due("D07") == "2026-03-18")
    }

    @Test func aServiceMeetsOnlyWhatRunsFromItsInstrument() throws {
        var docket = try Docket()
        let acceptance = try docket.issue("acceptance_ruling", "2026-03-20")
        docket.put("TAKEOVER", "LIQUIDATION")
        let settlement = try docket.issue("settlement_ruling", "2026-04-20")
        try docket.serve(settlement, ["debtor"], "2026-04-21")
        #expect(docket.deadline("D07")?.state == .open)
        try docket.serve(acceptance, ["applicant"], "2026-03-22")
        #expect(docket.deadline("D07")?.state == .open)
        try docket.serve(acceptance, ["debtor"], "2026-03-24")
        #expect(docket.deadline("D07")?.met?.on.description == "2026-03-24")
    }

    /// Applicant and debtor are one where the debtor filed.
    @Test func oneServiceIsEnoughWhereTheDebtorFiled() throws {
        var docket = try Docket(.debtor)
        try docket.issue("acceptance_ruling", "2026-03-20", served: [("applicant", "2026-03-23")])
        #expect(docket.deadline("D07")?.met?.on.description == "2026-03-23")
        #expect(docket.deadline("D08") == nil)
    }

    @Test func anotherCourseOfTheProcedureEndsWhatBelongsToTheFirst() throws {
        var docket = try Docket()
        try docket.accept()
        #expect(docket.deadline("D01")?.state == .ended && docket.deadline("D06")?.state == .ended)
        docket.put("TAKEOVER", "LIQUIDATION")
        try docket.rule("REORGANISATION", with: [try docket.issue("reorganisation_ruling", "2026-05-11")])
        // Six months from Monday 11 May.
        #expect(docket.due("D22") == "2026-11-11" && docket.due("D11") == "2026-05-20")
        try docket.rule("DECLARED", "EBL_79_3", with: [try docket.issue("declaration_ruling", "2026-11-16")])
        #expect(docket.deadline("D22")?.state == .ended && docket.deadline("D26")?.state == .open)
        #expect(docket.deadline("D11")?.state == .open)
    }

    @Test func aDismissalEndsWhatTheAcceptanceBegan() throws {
        var docket = try Docket()
        try docket.accept()
        docket.put("TAKEOVER", "LIQUIDATION")
        try docket.rule("DISMISSED", with: [try docket.issue("dismissal_ruling", "2026-04-10")])
        for rule in ["D07", "D10", "D11"] as [DeadlineID] { #expect(docket.deadline(rule)?.state == .ended) }
        #expect(docket.deadline("D09")?.state == .open && docket.deadline("D31") == nil)
    }

    @Test func aRulingMeetsTheExaminationHoweverItIsRecorded() throws {
        var docket = try Docket()
        let ruling = try docket.issue("acceptance_ruling", "2026-03-20")
        let appointment = try docket.issue("appointment_decision", "2026-03-20")
        // The service of the notice is put on record after the ruling.
        try docket.mark("DEBTOR_NOTIFIED", "2026-03-06")
        #expect(docket.deadline("D03")?.state == .open)
        try docket.rule("LIQUIDATION", with: [ruling, appointment])
        #expect(docket.deadline("D03")?.met?.on.description == "2026-03-20")
    }

    @Test func aMatterThatBeginsAcceptedRunsFromItsRuling() throws {
        var command = World.filed()
        command.origin = "acceptance_reorganisation"
        command.caseNumber = "（2026）浙0602破1号"
        let on = World.start.legalDate
        command.instruments = ["acceptance_ruling", "appointment_decision"].map {
            RecordInstrument(
                kind: $0, documentNumber: "1", issuedOn: on, issuer: "示例",
                served: $0 == "acceptance_ruling"
                    ? [.init(party: "debtor", on: on), .init(party: "applicant", on: on)] : [])
        }
        let world = try World(Shipped.workflow(), opening: command)
        let rules = world.state.deadlines.values.compactMap(\.rule).sorted()
        #expect(rules == ["D07", "D08", "D10", "D11", "D22", "D34", "D35"])
        #expect(world.state.deadlines.values.first { $0.rule == "D07" }?.state == .met)
    }

    /// Each demand opens its own, and an answer meets the oldest that it can answer.
    @Test func demandsAreAnsweredOneByOne() throws {
        var docket = try Docket()
        docket.put("TAKEOVER", "LIQUIDATION")
        try docket.mark("CONTRACT_DEMAND_RECEIVED", "2026-12-01")
        try docket.mark("CONTRACT_DEMAND_RECEIVED", "2026-12-10")
        try docket.mark("CONTRACT_DEMAND_ANSWERED", "2026-12-11")
        let demands = docket.state.deadlines.values.filter { $0.rule == "D12" }.sorted { $0.number < $1.number }
        #expect(demands.map(\.state) == [.met, .open])
    }

    @Test func closingEndsWhatIsOwedAndLetsTermsRunOn() throws {
        var docket = try Docket()
        try docket.terminate()
        docket.put("SUPERVISION", "TERMINATED")
        docket.world.state.openedWindows = []
        docket.world.state.assignments = [:]
        try docket.mark("ESCROW_CLEARED", "2026-12-01")
        try docket.world.perform(.moveStage(MoveStage(to: "ARCHIVED")))
        #expect(docket.deadline("D28")?.state == .ended && docket.deadline("D33")?.state == .open)
    }

    @Test func theCourtSetsDeadlinesOfItsOwn() throws {
        var docket = try Docket()
        let on = try #require(LegalDate("2027-01-02"))
        try docket.world.perform(
            .setDeadline(SetDeadline(name: "补交审计报告", party: .administrator, on: on, reason: "示例")))
        let set = try #require(docket.state.deadlines.values.first { $0.rule == nil })
        // A Saturday, in a year without a notice.
        #expect(set.due.date.description == "2027-01-04" && set.due.isProvisional && set.name == "补交审计报告")
        let met = MeetDeadline(on: try #require(LegalDate("2026-12-28")))
        docket.put("TAKEOVER", "LIQUIDATION")
        try docket.world.perform(.deadline(set.number, .meet(met)), by: .administrator)
        #expect(docket.state.deadlines[set.number]?.state == .met)
    }

    @Test func actsAreRefusedWhereTheyMakeNoSense() throws {
        var docket = try Docket()
        try docket.accept()
        docket.put("TAKEOVER", "LIQUIDATION")
        try docket.fix("FIRST_MEETING_DATE", "2026-12-31")
        func refusal(_ rule: DeadlineID, _ action: DeadlineAction, _ role: Role = .judge) -> String? {
            docket.deadline(rule).flatMap { docket.refusal(.deadline($0.number, action), by: role)?.code }
        }
        func day(_ text: String) -> LegalDate { LegalDate(text)! }
        #expect(refusal("D01", .meet(MeetDeadline(on: day("2026-03-03")))) == "deadline-settled")
        #expect(refusal("D34", .meet(MeetDeadline(on: day("2026-03-23")))) == "nobody-acts")
        #expect(refusal("D07", .meet(MeetDeadline(on: day("2026-03-19")))) == "date-out-of-order")
        #expect(refusal("D07", .meet(MeetDeadline(on: day("2026-12-29")))) == "date-in-future")
        #expect(refusal("D07", .meet(MeetDeadline(on: day("2026-03-23"))), .administrator) == "not-your-deadline")
        #expect(refusal("D11", .meet(MeetDeadline(on: day("2026-05-20"))), .administrator) == nil)
        #expect(refusal("D11", .meet(MeetDeadline(on: day("2026-05-21")))) == "date-out-of-order")
        #expect(refusal("D07", .resume(StopDeadline(on: day("2026-03-23"), reason: "示例"))) == "deadline-state")
        #expect(refusal("D07", .extend(ExtendDeadline(on: day("2026-03-25"), reason: "示例"))) == "date-not-later")
        #expect(refusal("D07", .suspend(StopDeadline(on: day("2026-03-26"), reason: "示例"))) == "date-out-of-order")
        #expect(refusal("D07", .end(GiveReason(reason: ""))) == "text-empty")
        #expect(refusal("D15", .extend(ExtendDeadline(on: day("2026-12-30"), reason: "示例"))) == "deadline-follows-date")
        #expect(refusal("D15", .suspend(StopDeadline(on: day("2026-12-10"), reason: "示例"))) == "deadline-follows-date")
        #expect(docket.refusal(.deadline(999, .end(GiveReason(reason: "示例"))))?.code == "deadline-not-found")
    }
}
