import MatterCore
import Testing

/// A matter whose deadlines are tried: today is late, so that facts can have any day before, and it can be put into any stage
/// and status.
struct Docket {
    var world: World

    static let today = "2026-12-28"

    /// Filed on the day on which the worlds of tests begin, 2026-03-02, a Monday.
    init(_ filer: Filer = .creditor, _ workflow: Workflow? = nil) throws {
        world = try World(try workflow ?? Shipped.workflow(), opening: World.filed(filer))
        try world.perform(.assignJudge(AssignJudge(judge: World.principal(.judge).person, panel: [])))
        world.now = Self.moment(Self.today)
    }

    static func moment(_ day: String) -> Instant {
        Instant(milliseconds: Int64(LegalDate(day)!.dayNumber) * 86_400_000)
    }

    var state: MatterState { world.state }

    /// The latest of the rule.
    func deadline(_ rule: DeadlineID) -> Deadline? {
        state.deadlines.values.filter { $0.rule == rule }.max { $0.number < $1.number }
    }

    func due(_ rule: DeadlineID) -> String? { deadline(rule)?.due.date.description }

    mutating func put(_ stage: StageID, _ status: StatusID, accepted: String = "2026-03-20") {
        world.state.stage = stage
        world.state.status = status
        world.state.acceptedOn = LegalDate(accepted)
        world.state.administrator = World.firm.id
    }

    mutating func mark(_ milestone: MilestoneID, _ day: String, instrument: Int? = nil) throws {
        let role = world.workflow.milestone(milestone)?.roles.first ?? .judge
        try world.perform(
            .recordMilestone(RecordMilestone(milestone: milestone, on: LegalDate(day)!, instrument: instrument)),
            by: role)
    }

    @discardableResult
    mutating func issue(
        _ kind: InstrumentKindID, _ day: String, announced: String? = nil, served: [(String, String)] = []
    ) throws -> Int {
        try world.perform(
            .recordInstrument(
                RecordInstrument(
                    kind: kind, documentNumber: "示例", issuedOn: LegalDate(day)!, issuer: "示例法院",
                    served: served.map { .init(party: $0.0, on: LegalDate($0.1)!) },
                    announcedOn: announced.flatMap(LegalDate.init))))
        return state.last.instrument
    }

    mutating func serve(_ instrument: Int, _ parties: [String], _ day: String) throws {
        try world.perform(
            .recordService(
                RecordService(instrument: instrument, served: parties.map { .init(party: $0, on: LegalDate(day)!) })))
    }

    mutating func fix(_ date: FixedDateID, _ day: String) throws {
        try world.perform(.fixDate(FixDate(date: date, on: LegalDate(day)!)))
    }

    mutating func correct(
        _ subject: CorrectDate.Subject, _ day: String, instrument: Int? = nil, party: String? = nil,
        milestone: MilestoneID? = nil
    ) throws {
        try world.perform(
            .correctDate(
                CorrectDate(
                    subject: subject, instrument: instrument, party: party, milestone: milestone, on: LegalDate(day)!,
                    reason: "示例")))
    }

    mutating func act(_ action: DeadlineAction, on rule: DeadlineID, by role: Role = .judge) throws {
        let number = try #require(deadline(rule)?.number)
        try world.perform(.deadline(number, action), by: role)
    }

    mutating func rule(_ status: StatusID, _ ground: GroundID? = nil, with instruments: [Int]) throws {
        try world.perform(
            .moveProcedure(MoveProcedure(to: status, ground: ground, instruments: instruments, reason: "示例")))
    }

    /// The case is accepted by a ruling of the day.
    mutating func accept(_ status: StatusID = "LIQUIDATION", _ day: String = "2026-03-20") throws {
        let ruling = try issue(status == "SETTLEMENT" ? "settlement_ruling" : "acceptance_ruling", day)
        try rule(status, with: [ruling, try issue("appointment_decision", day)])
    }

    func refusal(_ command: Command, by role: Role = .judge) -> Refusal? {
        do throws(Refusal) {
            _ = try world.decide(command, by: World.principal(role))
            return nil
        } catch { return error }
    }
}
