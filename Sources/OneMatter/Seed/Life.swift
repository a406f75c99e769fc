import MatterCore

/// The life of one synthetic matter, from its opening until it ends or today is reached.
struct Life {
    /// Today is reached in the middle of things.
    struct Today: Error {}

    var play: Rehearsal
    var random: SeededRandom
    private let until: Instant

    init(
        id: Int64, workflow: Workflow, calendar: WorkCalendar, cast: Cast, random: SeededRandom, from: Instant,
        until: Instant
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
            opening: command, by: player, id: id, serial: id, numbers: numbers, workflow: workflow,
            calendar: calendar, cast: cast, now: from)
        play.documentMark = Portfolio.documentMark
        self.random = random
        self.until = until
    }

    static func filing(on day: LegalDate, using random: inout SeededRandom) -> Filing {
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

    mutating func pass(_ days: ClosedRange<Double>) throws {
        try reach(play.now.adding(days: Double.random(in: days, using: &random)))
    }

    mutating func reach(_ time: Instant) throws {
        guard time <= until else { throw Today() }
        if play.now < time { play.now = time }
    }

    mutating func mark(_ milestone: MilestoneID, by player: Player) throws {
        try play.mark(milestone, by: player, on: play.today)
    }

    mutating func ask(_ duties: [DutyID], by player: Player) throws {
        let open = duties.filter { id in
            play.state.assignments.values.first { $0.duty == id && $0.request != nil } == nil
        }
        try play.request(open, by: player)
    }
}
