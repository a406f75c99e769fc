import MatterCore

// Takeover, and where the liquidation goes from there.
extension Life {
    mutating func takeover() throws {
        if play.state.administrator == nil {
            try play.assignJudge()
            try play.appoint(.administrator, with: 2)
        }
        try serveAcceptance()
        if random.happens(25) { try play.perform(.judge, .setTrack(SetTrack(track: .fast, reason: "示例：事实清楚"))) }
        try pass(1...5)
        let pack = play.workflow.duties(onEntryOf: "TAKEOVER").map(\.id)
        let others: [DutyID] = ["TO-10", "TO-14", "TO-15", "TO-16", "TO-17"]
        try ask(pack + others.filter { _ in random.happens(30) }, by: .administrator)
        if random.happens(15) { try mark("WAGE_ARREARS_FOUND", by: .administrator) }
        if random.happens(5) { try mark("STATE_ASSET_FOUND", by: .administrator) }
        try pass(5...20)
        if random.happens(80) { try mark("SCHEDULES_HANDED_IN", by: .administrator) }
        _ = try play.issue("claims_notice", on: play.today)
        try mark("CLAIMS_NOTICE_SENT", by: .administrator)
        let length = Int.random(in: 30...60, using: &random)
        let isFixed = random.happens(90)
        if isFixed { try play.fix("CLAIMS_PERIOD_END", on: play.today.adding(days: length)) }
        if random.happens(75) {
            try pass(2...20)
            try mark("CONTRACTS_DECIDED", by: .administrator)
        }
        try work()
        if random.happens(5) { try mark("EVASION_LEAD_FILED", by: .administrator) }
        if random.happens(5) { try mark("PETITION_RISK_FLAGGED", by: .judge) }
        try firstMeeting(isFixed ? length : 10)
        try mark("CLAIMS_SCHEDULE_SUBMITTED", by: .administrator)
        try pass(1...20)
        try mark("ESTATE_REPORT_FILED", by: .administrator)
        try work(everything: true)
        switch play.state.status {
        case "REORGANISATION": try reorganisation()
        case "SETTLEMENT": try settlement()
        default: try liquidation()
        }
    }

    /// What was opened with its rulings has them served soon, mostly in five days.
    private mutating func serveAcceptance() throws {
        guard let ruling = play.state.instruments[1], ruling.content.served.isEmpty, random.happens(90) else { return }
        try pass(1...7)
        try play.serve(1, ["applicant", "debtor"], on: play.today)
    }

    /// Some days after the period for claims: fifteen by law. Some courts take more, some forget the notice.
    private mutating func firstMeeting(_ length: Int) throws {
        try pass(Double(length - 10)...Double(length))
        let meeting = play.today.adding(days: Int.random(in: 12...24, using: &random))
        try play.fix("FIRST_MEETING_DATE", on: meeting)
        if random.happens(85) { try mark("MEETING_NOTICE_SENT", by: .administrator) }
        try reach(Instant(milliseconds: Int64(meeting.dayNumber) * 86_400_000))
        try mark("FIRST_MEETING_HELD", by: .administrator)
        if random.happens(60) { try mark("RESOLUTION_PASSED", by: .administrator) }
    }

    mutating func liquidation() throws {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<4:
            try play.rule("DISMISSED", with: [try play.issue("dismissal_ruling", on: play.today)])
            try play.enter("TERMINATION")
            try termination()
        case 4..<9:
            let ruling = try play.issue("termination_ruling", on: play.today)
            try play.rule("CLOSED", ground: "SELF_AGREEMENT", with: [ruling])
            try play.enter("TERMINATION")
            try termination()
        case 9..<30:
            try mark("ASSETS_BELOW_EXPENSES", by: .administrator)
            try pass(5...60)
            try mark("TERMINATION_REQUESTED", by: .administrator)
            try pass(1...15)
            let ruling = try play.issue("termination_ruling", on: play.today)
            try play.rule("TERMINATED", ground: "ASSETS_BELOW_EXPENSES", with: [ruling])
            try play.enter("TERMINATION")
            try termination(ruling)
        case 30..<40 where play.state.filing?.filer == .creditor:
            try play.rule("REORGANISATION", with: [try play.issue("reorganisation_ruling", on: play.today)])
            try reorganisation()
        default:
            try pass(10...60)
            try declaration("EBL_107")
        }
    }

    mutating func declaration(_ ground: GroundID) throws {
        let ruling = try play.issue("declaration_ruling", on: play.today)
        try play.rule("DECLARED", ground: ground, with: [ruling])
        try pass(5...40)
        if random.happens(60) {
            try mark("FUND_REGISTRATION_CLOSED", by: .administrator)
            if random.happens(70) { try mark("FUND_ACCOUNTS_SEALED", by: .administrator) }
        }
        try mark("REALISATION_PLAN_PASSED", by: .administrator)
        try play.enter("ASSET_REALISATION", with: [ruling])
        try pass(5...60)
        let wanted: [DutyID] = ["AR-01", "AR-03", "AR-04", "AR-06", "AR-08"].filter { _ in random.happens(50) }
        if !wanted.isEmpty { try ask(wanted, by: .administrator) }
        try work(everything: true)
        try pass(30...240)
        try mark("ASSETS_REALISED", by: .administrator)
        try play.enter("TAX")
        try pass(5...60)
        _ = try play.issue("distribution_ruling", on: play.today)
        try mark("FINAL_DISTRIBUTION_ANNOUNCED", by: .administrator)
        try pass(5...40)
        try mark("FINAL_DISTRIBUTION_COMPLETED", by: .administrator)
        try finishTax()
        try mark("TERMINATION_REQUESTED", by: .administrator)
        try pass(1...15)
        let termination = try play.issue("termination_ruling", on: play.today)
        try play.rule("TERMINATED", ground: "FINAL_DISTRIBUTION_DONE", with: [termination])
        try self.termination(termination)
    }
}
