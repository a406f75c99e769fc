import Testing

@testable import MatterCore

/// Dates that were wrong, dates that are fixed again, and what cannot be.
@Suite struct CorrectionTests {
    @Test func everythingThatRunsFromAnAcceptanceMovesWithIt() throws {
        var docket = try Docket()
        try docket.accept("REORGANISATION")
        docket.put("TAKEOVER", "REORGANISATION")
        let numbers = Set(docket.state.deadlines.values.filter { $0.state == .open }.map(\.number))
        let seen = docket.world.events.count
        try docket.correct(.issue, "2026-03-19", instrument: 1)
        #expect(docket.state.acceptedOn?.description == "2026-03-19")
        let ends = ["D07", "D10", "D11", "D22", "D34", "D35"].map { docket.due(DeadlineID($0)) }
        // D11: 19 May. D22: Saturday 19 September, 20 September is worked. D10: 13 April.
        #expect(ends == ["2026-03-24", "2026-04-13", "2026-05-19", "2026-09-20", "2025-03-19", "2025-09-19"])
        let moved = docket.world.events[seen...].compactMap { event -> Int? in
            guard case .deadlineMoved(let moved) = event.body else { return nil }
            #expect(moved.cause.kind == .corrected && moved.cause.reason == "示例")
            return moved.deadline
        }
        #expect(Set(moved) == numbers && moved.count == numbers.count)
        #expect(MatterState.replay(docket.world.events)?.deadlines == docket.state.deadlines)
    }

    @Test func aConversionMovesThePlanButNotTheAcceptance() throws {
        var docket = try Docket()
        try docket.accept()
        docket.put("TAKEOVER", "LIQUIDATION")
        let ruling = try docket.issue("reorganisation_ruling", "2026-03-20")
        try docket.rule("REORGANISATION", with: [ruling])
        try docket.correct(.issue, "2026-05-11", instrument: ruling)
        #expect(docket.state.acceptedOn?.description == "2026-03-20")
        #expect(docket.due("D22") == "2026-11-11" && docket.due("D11") == "2026-05-20")
    }

    @Test func aChainFollows() throws {
        var docket = try Docket()
        try docket.mark("DEBTOR_NOTIFIED", "2026-03-06")
        try docket.correct(.milestone, "2026-03-09", milestone: "DEBTOR_NOTIFIED")
        #expect(docket.deadline("D01")?.met?.on.description == "2026-03-09")
        // 16 March, then 26 March.
        #expect([docket.due("D02"), docket.due("D03")] == ["2026-03-16", "2026-03-26"])
        try docket.correct(.filing, "2026-03-01")
        #expect(docket.due("D01") == "2026-03-06")
    }

    @Test func onlyTheHappeningOfThatDayMoves() throws {
        var docket = try Docket()
        docket.put("TAKEOVER", "LIQUIDATION")
        try docket.mark("CONTRACT_DEMAND_RECEIVED", "2026-11-02")
        try docket.mark("CONTRACT_DEMAND_RECEIVED", "2026-11-10")
        try docket.correct(.milestone, "2026-11-12", milestone: "CONTRACT_DEMAND_RECEIVED")
        let demands = docket.state.deadlines.values.filter { $0.rule == "D12" }.sorted { $0.number < $1.number }
        #expect(demands.map(\.due.date.description) == ["2026-12-02", "2026-12-14"])
    }

    @Test func theLastServiceCounts() throws {
        var docket = try Docket()
        let ruling = try docket.issue(
            "acceptance_ruling", "2026-03-20", served: [("applicant", "2026-03-23"), ("debtor", "2026-03-24")])
        #expect(docket.deadline("D07")?.met?.on.description == "2026-03-24")
        try docket.correct(.service, "2026-03-27", instrument: ruling, party: "applicant")
        #expect(docket.deadline("D07")?.met?.on.description == "2026-03-27" && docket.due("D08") == "2026-04-08")
        try docket.correct(.service, "2026-03-25", instrument: ruling, party: "debtor")
        #expect(docket.deadline("D07")?.met?.on.description == "2026-03-27" && docket.due("D08") == "2026-04-09")
    }

    /// 8 days were left on 9 March, 7 on the 10th; they run on from the 20th or the 23rd.
    @Test func timeThatStoodStillIsCountedAnew() throws {
        var docket = try Docket(.debtor)
        try docket.mark("SUPPLEMENTS_REQUESTED", "2026-03-09")
        try docket.correct(.milestone, "2026-03-10", milestone: "SUPPLEMENTS_REQUESTED")
        #expect(docket.deadline("D04")?.suspendedOn?.description == "2026-03-10")
        try docket.mark("SUPPLEMENTS_RECEIVED", "2026-03-20")
        #expect(docket.due("D04") == "2026-03-27")
        try docket.correct(.milestone, "2026-03-23", milestone: "SUPPLEMENTS_RECEIVED")
        #expect(docket.due("D04") == "2026-03-30")
        try docket.correct(.milestone, "2026-03-09", milestone: "SUPPLEMENTS_REQUESTED")
        #expect(docket.due("D04") == "2026-03-31")
        // The anchor moves while all steps stand.
        try docket.correct(.filing, "2026-02-27")
        #expect(docket.due("D04") == "2026-03-30")
    }

    @Test func aCorrectionWhileTimeStandsStillDoesNotLetItRun() throws {
        var docket = try Docket(.debtor)
        try docket.mark("SUPPLEMENTS_REQUESTED", "2026-03-09")
        try docket.correct(.filing, "2026-03-01")
        #expect(docket.deadline("D04")?.state == .suspended && docket.due("D04") == "2026-03-16")
    }

    @Test func aDateThatIsFixedAgainReplacesTheFirst() throws {
        var docket = try Docket()
        try docket.claims(until: "2026-05-20")
        let first = try #require(docket.deadline("D13")?.number)
        try docket.fix("CLAIMS_PERIOD_END", "2026-06-10")
        #expect(docket.deadline("D13")?.number == first)
        // The meeting follows: 25 June.
        #expect([docket.due("D13"), docket.due("D14")] == ["2026-06-10", "2026-06-25"])
        // Lapsed, it runs again if its new end lies ahead.
        docket.world.now = Docket.moment("2026-06-12")
        docket.world.state.deadlines[first]?.state = .lapsed
        docket.world.state.deadlines[first]?.settledAt = docket.world.now
        try docket.fix("CLAIMS_PERIOD_END", "2026-06-11")
        #expect(docket.deadline("D13")?.state == .lapsed)
        try docket.fix("CLAIMS_PERIOD_END", "2026-06-30")
        #expect(docket.deadline("D13")?.state == .open && docket.deadline("D13")?.settledAt == nil)
        #expect(docket.due("D14") == "2026-07-15")
    }

    @Test func eachDisposalHasItsOwnReport() throws {
        var docket = try Docket()
        docket.put("ASSET_REALISATION", "DECLARED")
        try docket.fix("MAJOR_DISPOSAL_DATE", "2026-10-12")
        try docket.mark("DISPOSAL_NOTICE_GIVEN", "2026-09-30")
        try docket.fix("MAJOR_DISPOSAL_DATE", "2026-12-14")
        let reports = docket.state.deadlines.values.filter { $0.rule == "D21" }.sorted { $0.number < $1.number }
        #expect(reports.map(\.state) == [.met, .open])
        #expect(reports.map(\.due.date.description) == ["2026-09-30", "2026-12-04"])
    }

    @Test func datesAreFixedWithinTheirBounds() throws {
        var docket = try Docket()
        func refusal(_ date: FixedDateID, _ day: String, _ role: Role = .judge) -> String? {
            docket.refusal(.fixDate(FixDate(date: date, on: LegalDate(day)!)), by: role)?.code
        }
        #expect(refusal("CLAIMS_PERIOD_END", "2026-05-20") == "not-accepted")
        docket.put("TAKEOVER", "LIQUIDATION")
        #expect(refusal("CLAIMS_PERIOD_END", "2026-05-20") == "anchor-missing")
        try docket.claims(until: "2026-05-20")
        // 30 days to 3 months after 1 April.
        #expect(refusal("CLAIMS_PERIOD_END", "2026-04-30") == "date-out-of-bounds")
        #expect(refusal("CLAIMS_PERIOD_END", "2026-05-01") == nil && refusal("CLAIMS_PERIOD_END", "2026-07-01") == nil)
        #expect(refusal("CLAIMS_PERIOD_END", "2026-07-02") == "date-out-of-bounds")
        #expect(refusal("CLAIMS_PERIOD_END", "2026-05-20") == "date-unchanged")
        #expect(refusal("CLAIMS_PERIOD_END", "2026-05-21", .administrator) == "role-may-not")
        #expect(refusal("MAJOR_DISPOSAL_DATE", "2027-01-05", .administrator) == nil)
        #expect(refusal("FIRST_MEETING_DATE", "2026-03-19") == "date-out-of-order")
        #expect(refusal("WEDDING", "2026-05-21") == "unknown-date")
    }

    @Test func whatWasRecordedBeforeTheDateMeetsIt() throws {
        var docket = try Docket()
        docket.put("TAKEOVER", "LIQUIDATION")
        try docket.mark("MEETING_NOTICE_SENT", "2026-12-01")
        try docket.fix("FIRST_MEETING_DATE", "2026-12-25")
        #expect(docket.deadline("D15")?.met?.on.description == "2026-12-01")
    }

    /// Two dates that cannot both be right are refused, with the one that is in the way.
    @Test func contradictionsAreRefused() throws {
        func refusal(_ docket: Docket, _ command: CorrectDate) -> Refusal? { docket.refusal(.correctDate(command)) }
        func correction(
            _ subject: CorrectDate.Subject, _ day: String, instrument: Int? = nil, milestone: MilestoneID? = nil
        ) -> CorrectDate {
            CorrectDate(
                subject: subject, instrument: instrument, milestone: milestone, on: LegalDate(day)!, reason: "示例")
        }
        var docket = try Docket()
        try docket.mark("DEBTOR_NOTIFIED", "2026-03-06")
        try docket.mark("OBJECTION_RECEIVED", "2026-03-10")
        #expect(
            refusal(docket, correction(.milestone, "2026-03-01", milestone: "DEBTOR_NOTIFIED"))?.code
                == "dates-conflict")
        #expect(
            refusal(docket, correction(.milestone, "2026-03-11", milestone: "DEBTOR_NOTIFIED"))?.code
                == "dates-conflict")
        #expect(refusal(docket, correction(.filing, "2026-03-07"))?.code == "dates-conflict")
        try docket.accept()
        docket.put("TAKEOVER", "LIQUIDATION")
        let before = docket.state
        let late = refusal(docket, correction(.filing, "2026-03-21"))
        #expect(late?.code == "dates-conflict" && late?.pointer == "/on")
        #expect(late?.message.en.contains("ACCEPTANCE (2026-03-20) lies before FILING (2026-03-21)") == true)
        try docket.mark("FIRST_MEETING_HELD", "2026-06-01")
        // The first meeting carries the declaration, the acceptance carries the meeting.
        try docket.rule("DECLARED", "EBL_107", with: [try docket.issue("declaration_ruling", "2026-06-10")])
        #expect(refusal(docket, correction(.issue, "2026-06-02", instrument: 1))?.code == "dates-conflict")
        #expect(
            refusal(docket, correction(.milestone, "2026-06-11", milestone: "FIRST_MEETING_HELD"))?.code
                == "dates-conflict")
        #expect(refusal(docket, correction(.milestone, "2026-06-09", milestone: "FIRST_MEETING_HELD")) == nil)
        #expect(refusal(docket, correction(.issue, "2026-03-20", instrument: 1))?.code == "date-unchanged")
        #expect(refusal(docket, correction(.service, "2026-03-20", instrument: 1))?.code == "date-not-found")
        #expect(refusal(docket, correction(.issue, "2026-03-20", instrument: 99))?.code == "instrument-not-found")
        #expect(refusal(docket, correction(.filing, "2027-03-20"))?.code == "date-in-future")
        #expect(before.filing == docket.state.filing)
    }

    @Test func boundsAndWindowsHoldAfterACorrectionToo() throws {
        var docket = try Docket()
        try docket.claims(until: "2026-05-02")
        let notice = docket.state.last.instrument
        func refusal(_ subject: CorrectDate.Subject, _ day: String, _ instrument: Int) -> String? {
            docket.refusal(
                .correctDate(CorrectDate(subject: subject, instrument: instrument, on: LegalDate(day)!, reason: "示例")))?
                .code
        }
        #expect(refusal(.announcement, "2026-04-02", notice) == nil)
        #expect(refusal(.announcement, "2026-04-03", notice) == "dates-conflict")

        var ended = try Docket()
        ended.world.now = Docket.moment("2026-03-02")
        ended.put("TERMINATION", "DECLARED", accepted: "2023-01-10")
        ended.world.state.filing = nil
        for milestone: MilestoneID in ["TERMINATION_REQUESTED", "FINAL_DISTRIBUTION_COMPLETED"] {
            try ended.mark(milestone, "2024-01-08")
        }
        let ruling = try ended.issue("termination_ruling", "2024-02-29")
        try ended.rule("TERMINATED", "FINAL_DISTRIBUTION_DONE", with: [ruling])
        ended.put("SUPERVISION", "TERMINATED", accepted: "2023-01-10")
        try ended.rule(
            "ADDITIONAL_DISTRIBUTION", with: [try ended.issue("additional_distribution_ruling", "2026-02-27")])
        let early = ended.refusal(
            .correctDate(
                CorrectDate(subject: .issue, instrument: ruling, on: LegalDate("2024-02-26")!, reason: "示例")))
        #expect(early?.code == "dates-conflict")
        // Two years from 27 February end on the day of the ruling.
        try ended.correct(.issue, "2024-02-27", instrument: ruling)
        #expect(ended.state.terminatedOn?.description == "2024-02-27" && ended.due("D32") == "2026-02-27")
    }

    @Test func servicesAreRecordedOnce() throws {
        var docket = try Docket()
        let ruling = try docket.issue("acceptance_ruling", "2026-03-20", served: [("applicant", "2026-03-23")])
        func refusal(_ parties: [String], _ day: String = "2026-03-24", announced: String? = nil) -> Refusal? {
            docket.refusal(
                .recordService(
                    RecordService(
                        instrument: ruling, served: parties.map { .init(party: $0, on: LegalDate(day)!) },
                        announcedOn: announced.flatMap(LegalDate.init))))
        }
        #expect(refusal([])?.code == "nothing-served")
        #expect(refusal(["applicant"])?.code == "service-recorded")
        #expect(refusal(["debtor", "debtor"])?.code == "service-recorded")
        #expect(refusal(["debtor"], "2026-03-19")?.pointer == "/served/0/on")
        #expect(refusal([], announced: "2026-03-19")?.pointer == "/announcedOn")
        #expect(refusal([], announced: "2026-03-20") == nil)
    }
}
