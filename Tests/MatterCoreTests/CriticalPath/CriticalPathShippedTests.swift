import MatterCore
import Testing

/// The critical path of matters under the shipped definition.
@Suite struct CriticalPathShippedTests {
    /// From wherever a random walk leads, the route can be taken in earnest: each move is made on its day, and the matter is
    /// closed on the day that was promised.
    @Test(arguments: 1...4)
    func theRouteIsLawful(seed: UInt64) throws {
        var random = RandomWalkTests.Generator(state: seed)
        let workflow = try Shipped.workflow()
        var played = 0
        for _ in 0..<4 {
            var world = try World.inTakeover(workflow)
            for _ in 0..<Int.random(in: 0...300, using: &random) where world.state.closedAt == nil {
                let (command, principal) = WalkStep.random(world, &random)
                do { try world.perform(command, by: principal) } catch { continue }
                if Int.random(in: 0..<10, using: &random) == 0 {
                    world.wait(days: Int.random(in: 1...90, using: &random))
                }
            }
            guard world.state.closedAt == nil else { continue }
            if world.state.sealedAt != nil { try world.perform(.unsealMatter(GiveReason(reason: "示例"))) }
            for course in CriticalPath.Course.allCases {
                let path = CriticalPath(
                    of: world.state, workflow, Shipped.calendar, today: world.now.legalDate, course: course)
                let closing = try #require(path.closing)
                var player = world
                try player.play(path)
                #expect(player.state.closedAt?.legalDate == closing.date)
                #expect(player.state.stage == closing.stage && player.state.status == closing.status)
                played += 1
            }
            // More moves to choose from never end later.
            let days = CriticalPath.Course.allCases.map { course in
                CriticalPath(of: world.state, workflow, Shipped.calendar, today: world.now.legalDate, course: course)
                    .closing?.date
            }
            #expect(try #require(days[1]) <= (try #require(days[0])))
        }
        #expect(played > 3)
    }

    /// Two years after the termination nothing but the window is left.
    @Test func theWindowDecidesUnderSupervision() throws {
        let workflow = try Shipped.workflow()
        var world = try World.inTakeover(workflow)
        func path(_ course: CriticalPath.Course, _ ending: StatusID?) -> CriticalPath {
            CriticalPath(
                of: world.state, workflow, Shipped.calendar, today: world.now.legalDate, course: course, ending: ending)
        }
        // Terminated on the first day for want of assets; the window is over on the day after two years.
        let start = path(.completed, "TERMINATED")
        #expect(start.closing?.date == LegalDate("2028-03-03") && start.closing?.status == "TERMINATED")
        let window = try #require(start.items.first { $0.kind == .window })
        #expect(window.isCritical && window.subject == "additional_distribution")
        #expect(start.explanation.zh.contains("追加分配期间"))
        #expect(start.items.filter { $0.kind == .duty && $0.slack != nil }.allSatisfy { ($0.slack ?? 0) > 300 })
        // A day without the request is a day later.
        let request = try #require(start.items.first { $0.subject == "TERMINATION_REQUESTED" })
        #expect(request.slack == 0 && request.roles == [.administrator])
        // Without a window the duties of the last stages decide.
        let any = path(.any, nil)
        let date = try #require(any.closing?.date)
        #expect(date < LegalDate("2026-06-01")! && any.agencies.contains { $0.slack == 0 })
        #expect(path(.completed, "REFUSED").closing == nil)
        try world.play(start)
        let closed = path(.completed, nil)
        #expect(closed.closing == nil && closed.items.isEmpty && closed.explanation.zh == "案件已结束。")
    }
}

extension World {
    /// Makes the moves of the path, each on its day, and settles each duty on its last one.
    mutating func play(_ path: CriticalPath) throws {
        for step in path.route {
            while now.legalDate < step.on {
                wait(days: 1)
                try settleDue()
            }
            try settleDue()
            try prepare(step.move)
            let all = Array(state.instruments.keys)
            let move = workflow.content.moves.first { $0.id == step.move }!
            if move.to == "FILED" {
                try perform(.recordFiling(RecordFiling(filing: Self.filing())))
            } else if move.machine == .stage {
                try perform(.moveStage(MoveStage(to: StageID(move.to), instruments: all, reason: "示例")))
            } else {
                try perform(
                    .moveProcedure(
                        MoveProcedure(
                            to: StatusID(move.to), ground: move.grounds.first, instruments: all, reason: "示例")))
            }
        }
    }

    private mutating func settleDue() throws {
        for assignment in state.assignments.values.sorted(by: { $0.number < $1.number })
        where !assignment.state.isSettled {
            // A return ends with what is left; here it is enough that no earlier day is needed.
            let isDue = assignment.due.date <= now.legalDate || assignment.state == .returned
            if assignment.isMandatory, isDue { try perform(.duty(assignment.number, .waive(GiveReason(reason: "示例")))) }
        }
    }

    /// Records what the move still lacks.
    private mutating func prepare(_ id: MoveID) throws {
        let context = Self.context(workflow, Self.principal(.judge), now, state: state)
        let ready = NextMoves.from(state, context).first { $0.move == id }!
        for condition in ready.unmet.sorted(by: { $0.kind < $1.kind }) {
            switch condition.kind {
            case "milestone":
                let milestone = workflow.milestone(MilestoneID(condition.subject))!
                let number = try milestone.instrument.map { kind in
                    try state.instruments.values.first { $0.content.kind == kind }?.number ?? instrument(kind)
                }
                try self.milestone(milestone.id, by: milestone.roles[0], instrument: number)
            case "instrument":
                _ = try instrument(InstrumentKindID(condition.subject))
            case "judge":
                try perform(.assignJudge(AssignJudge(judge: Self.principal(.judge).person, panel: [])))
            case "administrator":
                try perform(
                    .appointAdministrator(
                        AppointAdministrator(
                            administrator: Self.firm.id, personInCharge: "示例",
                            instrument: try instrument("appointment_decision"))))
            default: break
            }
        }
        // A milestone that opens duties was recorded when the route first could; a later one changes no move.
        let again = NextMoves.from(state, context).first { $0.move == id }!
        for kind in again.unmet where kind.kind == "instrument" { _ = try instrument(InstrumentKindID(kind.subject)) }
    }
}
