import MatterCore

/// A matter of the simulated portfolio: what its people will do, and what happened.
struct SimulatedMatter {
    /// One act that is going to be done on a day, before or after the sweep of the day.
    struct Plan {
        let day: Int
        let isEarly: Bool
        let assignment: Int
        let step: Step
    }

    enum Step {
        case acknowledge, complete, giveBack, resubmit, refuse, override, uphold, waive, ask, answerReminder
        case decide(Bool)
        case submitPart(AgencyID)
        case releaseParts
    }

    private static let filedOn = LegalDate("2025-10-09")!

    let startDay: Int
    private(set) var state: MatterState
    private(set) var events: [MatterEvent]
    private var plans: [Plan] = []

    /// Opens on the day; everybody's behaviour is drawn at once, so it owes nothing to the reminders.
    init(
        _ id: Int64, on day: Int, _ setting: SimulatedSetting, _ random: inout RandomWalkTests.Generator
    ) throws(Refusal) {
        startDay = day
        let isAccepted = Bool.random(using: &random)
        let opening = OpenMatter(
            origin: isAccepted ? "acceptance_liquidation" : "watch_list", debtorName: "示例企业\(id)",
            creditCode: World.creditCode, caseNumber: isAccepted ? "（2026）浙0602破\(id)号" : nil,
            filing: isAccepted
                ? Filing(filer: .creditor, filerName: "示例申请人", route: .liquidation, filedOn: Self.filedOn) : nil,
            instruments: isAccepted
                ? ["acceptance_ruling", "appointment_decision"].map { kind in
                    RecordInstrument(
                        kind: kind, documentNumber: "1", issuedOn: Self.filedOn, issuer: "示例法院")
                } : nil)
        let moment = SimulatedSetting.moment(day, hour: 9)
        (state, events) = try Decision.open(
            opening, id: id, court: World.court, context: setting.context(World.principal(.judge), moment))
        for assignment in state.assignments.values.sorted(by: { $0.number < $1.number }) {
            plan(assignment, &random)
        }
        plans.sort { ($0.day, $0.isEarly ? 0 : 1) < ($1.day, $1.isEarly ? 0 : 1) }
    }

    /// Whether somebody still owes something.
    var isLively: Bool { state.assignments.values.contains { !$0.state.isSettled } }

    private mutating func plan(_ assignment: DutyAssignment, _ random: inout RandomWalkTests.Generator) {
        var day = startDay
        var isEarly = true
        func add(_ step: Step, after days: Int, _ random: inout RandomWalkTests.Generator) -> Plan {
            // Never before what was planned last.
            if days > 0 { isEarly = Bool.random(using: &random) }
            day += days
            return Plan(day: day, isEarly: isEarly, assignment: assignment.number, step: step)
        }
        func some(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        plans.append(add(.acknowledge, after: some(1...3), &random))
        switch some(0...19) {
        case 0..<3:
            plans.append(add(.giveBack, after: some(1...12), &random))
            plans.append(add(.resubmit, after: some(1...20), &random))
        case 3..<5:
            plans.append(add(.refuse, after: some(1...12), &random))
            plans.append(add(Bool.random(using: &random) ? .override : .uphold, after: some(1...15), &random))
        case 5..<7:
            plans.append(add(.ask, after: some(1...8), &random))
            plans.append(add(.decide(Bool.random(using: &random)), after: some(1...8), &random))
        default: break
        }
        if some(0...2) == 0 { plans.append(add(.answerReminder, after: some(1...9), &random)) }
        for part in assignment.parts where Bool.random(using: &random) {
            plans.append(add(.submitPart(part.agency), after: some(1...6), &random))
        }
        switch some(0...9) {
        // Nobody ever does it.
        case 0: break
        case 1: plans.append(add(.waive, after: some(1...40), &random))
        default:
            plans.append(add(.releaseParts, after: some(1...30), &random))
            plans.append(add(.complete, after: 0, &random))
        }
    }

    /// Does what is planned for the half of the day, as far as it is still possible.
    mutating func act(on day: Int, early: Bool, _ setting: SimulatedSetting) throws(Refusal) -> Int {
        let due = plans.filter { $0.day == day && $0.isEarly == early }
        var done = 0
        for plan in due {
            guard let assignment = state.assignments[plan.assignment], !assignment.state.isSettled else { continue }
            for (action, principal) in setting.actions(plan.step, on: assignment) {
                let moment = SimulatedSetting.moment(day, hour: early ? 9 : 15)
                let (after, added) = try Decision.decide(
                    .duty(assignment.number, action), expecting: nil, state: state,
                    context: setting.context(principal, moment, of: state))
                state = after
                events += added
                done += 1
            }
        }
        return done
    }

    /// Lets time do what it does, and answers what was sent; deadlines of the parties lapse beside it.
    mutating func keep(_ setting: SimulatedSetting, at moment: Instant) throws(Refusal) -> [MatterEvent] {
        let system = Principal.system(of: state.court, region: state.region)
        let (after, added) = try Timekeeping.keep(state, setting.context(system, moment, of: state))
        state = after
        events += added
        return added.filter { $0.body.kind == "reminder_sent" }
    }
}
