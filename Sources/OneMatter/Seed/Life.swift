import MatterCore

/// The life of one synthetic matter, from its opening until it ends or today is reached.
struct Life {
    /// Today is reached in the middle of things.
    struct Today: Error {}

    private(set) var play: Rehearsal
    private var random: SeededRandom
    private let until: Instant

    init(
        id: Int64, workflow: Workflow, cast: Cast, random: SeededRandom, from: Instant, until: Instant
    ) throws {
        var random = random
        let numbers = SampleNumbers(court: cast.court, series: "MB")
        let day = from.legalDate
        var command = OpenMatter(
            origin: "watch_list", debtorName: DebtorNames.any(using: &random), creditCode: numbers.creditCode(id),
            court: cast.court.id)
        var player = Player.judge
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<35: if random.happens(60) { player = .agency("LFA") }
        case 35..<80:
            command.origin = "filing"
            command.filing = Self.filing(on: day, using: &random)
            command.caseNumber = numbers.caseNumber("破申", id, on: day)
        default:
            command.origin = random.happens(80) ? "acceptance_liquidation" : "acceptance_reorganisation"
            command.filing = Self.filing(on: day, using: &random)
            command.caseNumber = numbers.caseNumber("破", id, on: day)
            command.instruments = ["acceptance_ruling", "appointment_decision"].map { kind in
                RecordInstrument(
                    kind: kind, documentNumber: "\(command.caseNumber ?? "")之\(kind == "acceptance_ruling" ? 1 : 2)",
                    issuedOn: day, issuer: cast.court.name.zh, announcedOn: day)
            }
        }
        play = try Rehearsal(
            opening: command, by: player, id: id, serial: id, numbers: numbers, workflow: workflow, cast: cast,
            now: from)
        play.documentMark = "portfolio"
        self.random = random
        self.until = until
    }

    private static func filing(on day: LegalDate, using random: inout SeededRandom) -> Filing {
        let route = random.pick(
            [.liquidation, .liquidation, .liquidation, .reorganisation, .settlement], otherwise: Route.liquidation)
        let filer =
            route == .settlement ? Filer.debtor : random.pick([.creditor, .creditor, .debtor], otherwise: .creditor)
        return Filing(filer: filer, filerName: filer == .creditor ? "示例债权人" : nil, route: route, filedOn: day)
    }

    mutating func live() throws {
        do {
            if play.state.stage == "RISK_WARNING" { try warning() }
            if play.state.closedAt == nil { try takeover() }
        } catch is Today {}
    }

    private mutating func pass(_ days: ClosedRange<Double>) throws {
        try reach(play.now.adding(days: Double.random(in: days, using: &random)))
    }

    private mutating func reach(_ time: Instant) throws {
        guard time <= until else { throw Today() }
        if play.now < time { play.now = time }
    }
}

// The stages.
extension Life {
    private mutating func warning() throws {
        if random.happens(70) {
            try pass(0...3)
            try ask(["RW-01", "RW-02", "RW-03", "RW-04", "RW-07"], by: .judge)
        }
        if random.happens(25) {
            try pass(1...5)
            try mark("PORTRAIT_RED", by: .judge)
        }
        try work()
        if play.state.status == "WATCHED" {
            try pass(10...120)
            guard !random.happens(20) else {
                try play.rule("CLEARED")
                try pass(0...2)
                return try play.enter("CLOSED_NO_CASE")
            }
            let filing = Self.filing(on: play.today, using: &random)
            let number = play.numbers.caseNumber("破申", play.serial, on: play.today)
            try play.perform(.judge, .recordFiling(RecordFiling(filing: filing, caseNumber: number)))
        }
        try pass(3...15)
        try play.assignJudge()
        if random.happens(12) {
            let isWithdrawn = random.happens(50)
            let ruling = try play.issue(isWithdrawn ? "withdrawal_ruling" : "refusal_ruling", on: play.today)
            try play.rule(isWithdrawn ? "WITHDRAWN" : "REFUSED", with: [ruling])
            return try play.enter("CLOSED_NO_CASE")
        }
        try accept()
    }

    private mutating func accept() throws {
        let status: StatusID =
            switch play.state.filing?.route {
            case .reorganisation: "REORGANISATION"
            case .settlement: "SETTLEMENT"
            default: "LIQUIDATION"
            }
        let ruling = try play.issue(status == "SETTLEMENT" ? "settlement_ruling" : "acceptance_ruling", on: play.today)
        let appointment = try play.issue("appointment_decision", on: play.today)
        try play.rule(
            status, with: [ruling, appointment],
            caseNumber: play.numbers.caseNumber("破", play.serial, on: play.today))
        try play.appoint(.administrator, with: appointment)
        try pass(0...2)
        try work(everything: true)
        try play.enter("TAKEOVER", with: [ruling, appointment])
    }

    private mutating func takeover() throws {
        if play.state.administrator == nil {
            try play.assignJudge()
            try play.appoint(.administrator, with: 2)
        }
        if random.happens(25) { try play.perform(.judge, .setTrack(SetTrack(track: .fast, reason: "示例：事实清楚"))) }
        try pass(1...5)
        let pack = play.workflow.duties(onEntryOf: "TAKEOVER").map(\.id)
        let others: [DutyID] = ["TO-10", "TO-14", "TO-15", "TO-16", "TO-17"]
        try ask(pack + others.filter { _ in random.happens(30) }, by: .administrator)
        if random.happens(15) { try mark("WAGE_ARREARS_FOUND", by: .administrator) }
        if random.happens(5) { try mark("STATE_ASSET_FOUND", by: .administrator) }
        try pass(5...20)
        _ = try play.issue("claims_notice", on: play.today)
        try mark("CLAIMS_NOTICE_SENT", by: .administrator)
        try work()
        if random.happens(5) { try mark("EVASION_LEAD_FILED", by: .administrator) }
        if random.happens(5) { try mark("PETITION_RISK_FLAGGED", by: .judge) }
        try pass(10...40)
        try mark("FIRST_MEETING_HELD", by: .administrator)
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

    private mutating func liquidation() throws {
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

    private mutating func reorganisation() throws {
        try pass(60...180)
        guard random.happens(85) else { return try declaration("EBL_88") }
        try mark("PLAN_VOTED", by: .administrator)
        try pass(5...30)
        let ruling = try play.issue("plan_confirmation_ruling", on: play.today)
        try play.rule("PLAN_CONFIRMED", ground: random.happens(90) ? "EBL_86" : "EBL_87", with: [ruling])
        try pass(1...20)
        try play.enter("ASSET_REALISATION", with: [ruling])
        try work()
        try pass(60...400)
        try mark("ASSETS_REALISED", by: .administrator)
        try play.enter("TAX")
        try pass(10...90)
        try mark("SUPERVISION_REPORT_FILED", by: .administrator)
        try play.rule("PLAN_PERFORMED")
        try finishTax()
        try termination()
    }

    private mutating func settlement() throws {
        try pass(20...90)
        let ruling = try play.issue("settlement_approval_ruling", on: play.today)
        try play.rule("SETTLEMENT_APPROVED", with: [ruling])
        try mark("NO_ASSETS_TO_SELL", by: .administrator)
        try play.enter("TAX")
        try pass(60...300)
        try mark("SETTLEMENT_PERFORMANCE_REPORTED", by: .administrator)
        try play.rule("SETTLEMENT_PERFORMED")
        try finishTax()
        try termination()
    }

    private mutating func declaration(_ ground: GroundID) throws {
        let ruling = try play.issue("declaration_ruling", on: play.today)
        try play.rule("DECLARED", ground: ground, with: [ruling])
        try pass(5...40)
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
        try pass(5...40)
        try mark("FINAL_DISTRIBUTION_COMPLETED", by: .administrator)
        try finishTax()
        try mark("TERMINATION_REQUESTED", by: .administrator)
        try pass(1...15)
        let termination = try play.issue("termination_ruling", on: play.today)
        try play.rule("TERMINATED", ground: "FINAL_DISTRIBUTION_DONE", with: [termination])
        try self.termination(termination)
    }

    private mutating func finishTax() throws {
        try work(everything: true)
        try mark("TAX_CLAIM_ENTERED", by: .administrator)
        try mark("DISPOSAL_TAXES_DECLARED", by: .administrator)
        try play.enter("TERMINATION")
    }

    /// `ruling`: the termination ruling of a debtor that ends.
    private mutating func termination(_ ruling: Int? = nil) throws {
        try pass(1...10)
        let asked = play.state.assignments.values.filter {
            $0.scene == "TERMINATION" && $0.request == nil && !$0.state.isSettled
        }
        if !asked.isEmpty { try ask(asked.map(\.duty).sorted(), by: .administrator) }
        try mark("TERMINATION_ANNOUNCED", by: .judge)
        try work(everything: true)
        if ruling != nil { try mark("DEREGISTERED", by: .administrator) }
        try play.enter("SUPERVISION", with: ruling.map { [$0] } ?? [])
        try pass(1...10)
        try work(everything: true)
        try pass(20...120)
        try mark("ESCROW_CLEARED", by: .administrator)
        if let end = play.state.terminatedOn, ruling != nil {
            try reach(Instant(milliseconds: Int64(end.adding(years: 2).adding(days: 2).dayNumber) * 86_400_000))
        }
        try play.enter("ARCHIVED")
    }

    private mutating func mark(_ milestone: MilestoneID, by player: Player) throws {
        try play.mark(milestone, by: player, on: play.today)
    }

    private mutating func ask(_ duties: [DutyID], by player: Player) throws {
        let open = duties.filter { id in
            play.state.assignments.values.first { $0.duty == id && $0.request != nil } == nil
        }
        try play.request(open, by: player)
    }
}

// The agencies.
extension Life {
    /// Agencies work off what is open: most in time, some late. `everything`: also what was left lying before.
    private mutating func work(everything: Bool = false) throws {
        var jobs: [Job] = []
        for assignment in play.state.assignments.values.sorted(by: { $0.number < $1.number })
        where !assignment.state.isSettled {
            // What is not mandatory may be left lying for good.
            if !assignment.isMandatory, !everything, random.happens(30) { continue }
            jobs += Job.list(for: assignment, from: play.now, using: &random)
        }
        for job in jobs.sorted(by: { ($0.at, $0.order) < ($1.at, $1.order) }) {
            try reach(job.at)
            try play.act(job.action(in: play), on: job.duty, by: try job.player(in: play))
        }
    }
}
