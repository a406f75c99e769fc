import MatterCore
import Testing

/// Every stage × procedure × act × role. What is legal stands here a second time, written from the law and not read from
/// the definition.
@Suite struct MatrixTests {
    static let stages: [StageID] = [
        "RISK_WARNING", "TAKEOVER", "ASSET_REALISATION", "TAX", "TERMINATION", "SUPERVISION", "CLOSED_NO_CASE",
        "ARCHIVED",
    ]

    static let legalStageMoves: [StageID: Set<StageID>] = [
        "RISK_WARNING": ["TAKEOVER", "CLOSED_NO_CASE"],
        "TAKEOVER": ["ASSET_REALISATION", "TAX", "TERMINATION"],
        "ASSET_REALISATION": ["TAX", "TERMINATION"],
        "TAX": ["ASSET_REALISATION", "TERMINATION"],
        "TERMINATION": ["SUPERVISION"],
        "SUPERVISION": ["ASSET_REALISATION", "ARCHIVED"],
    ]

    static let legalProcedureMoves: [StatusID: Set<StatusID>] = [
        "WATCHED": ["FILED", "CLEARED"],
        "FILED": ["LIQUIDATION", "REORGANISATION", "SETTLEMENT", "REFUSED", "WITHDRAWN"],
        "LIQUIDATION": ["REORGANISATION", "SETTLEMENT", "DECLARED", "DISMISSED", "CLOSED", "TERMINATED"],
        "REORGANISATION": ["SETTLEMENT", "DECLARED", "PLAN_CONFIRMED", "DISMISSED", "CLOSED"],
        "SETTLEMENT": ["REORGANISATION", "DECLARED", "SETTLEMENT_APPROVED", "DISMISSED", "CLOSED"],
        "PLAN_CONFIRMED": ["DECLARED", "PLAN_PERFORMED"],
        "SETTLEMENT_APPROVED": ["DECLARED", "SETTLEMENT_PERFORMED"],
        "DECLARED": ["TERMINATED", "CLOSED"],
        "TERMINATED": ["ADDITIONAL_DISTRIBUTION"],
        "ADDITIONAL_DISTRIBUTION": ["TERMINATED"],
    ]

    /// Who may do an act at all.
    static let mayDo: [Role: Set<Act>] = [
        .judge: [
            .recordFiling, .assignJudge, .appointAdministrator, .setTrack, .linkMatter, .sealMatter, .unsealMatter,
            .recordInstrument, .recordMilestone, .moveStage, .moveProcedure, .addAttachment, .fileRequest, .resubmit,
            .acceptResult, .sendBack, .upholdRefusal, .overrideRefusal, .waive, .decideExtension, .recordService,
            .correctDate, .fixDate, .setDeadline, .adoptTemplate, .adoptDefinition, .meetDeadline, .extendDeadline,
            .suspendDeadline, .resumeDeadline, .endDeadline, .answerReminder,
        ],
        .administrator: [
            .recordMilestone, .addAttachment, .fileRequest, .resubmit, .acceptResult, .sendBack, .fixDate,
            .meetDeadline,
        ],
        .agency: [
            .recordMilestone, .addAttachment, .acknowledge, .start, .complete, .returnForMaterial, .refuse,
            .requestExtension, .submitPart, .releasePart, .answerReminder,
        ],
        .auditor: [.answerReminder],
    ]

    /// A matter put straight into the pair, with every fact that a guard could want.
    static func world(_ workflow: Workflow, _ stage: StageID, _ status: StatusID) throws -> World {
        var world = try World(workflow, opening: World.filed())
        world.state.stage = stage
        world.state.status = status
        world.state.judge = World.principal(.judge).person
        world.state.administrator = World.firm.id
        world.state.terminatedOn = world.now.legalDate
        for milestone in workflow.content.milestones where milestone.emits.isEmpty {
            world.state.milestones[milestone.id] = world.now.legalDate
        }
        for kind in workflow.content.instruments {
            let number = world.state.last.instrument + 1
            world.state.last.instrument = number
            world.state.instruments[number] = Instrument(
                number: number,
                content: RecordInstrument(
                    kind: kind.id, documentNumber: "1", issuedOn: world.now.legalDate, issuer: "示例"))
        }
        if workflow.stage(stage)?.isFinal == true { world.state.closedAt = world.now }
        return world
    }

    static func commands(_ world: World) -> [Command] {
        let date = world.now.legalDate
        let number = 1
        return [
            .recordFiling(RecordFiling(filing: World.filing())),
            .assignJudge(AssignJudge(judge: Person(id: "x", name: "示例"), panel: [])),
            .appointAdministrator(AppointAdministrator(administrator: "firm-1", personInCharge: "示例", instrument: 1)),
            .setTrack(SetTrack(track: .fast, reason: "示例")),
            .linkMatter(MatterLink(matter: 2, relation: .groupCompany, note: nil)),
            .sealMatter(GiveReason(reason: "示例")), .unsealMatter(GiveReason(reason: "示例")),
            .recordInstrument(
                RecordInstrument(kind: "acceptance_ruling", documentNumber: "1", issuedOn: date, issuer: "示例")),
            .recordMilestone(RecordMilestone(milestone: "PETITION_RISK_FLAGGED", on: date)),
            .moveStage(MoveStage(to: "ARCHIVED")), .moveProcedure(MoveProcedure(to: "CLOSED")),
            .addAttachment(AddAttachment(name: "a.pdf", mediaType: "application/pdf", size: 1, digest: "0")),
            .fileRequest(FileRequest(duties: [.init(duty: "TO-01")])),
            .recordService(RecordService(instrument: 1, served: [.init(party: "applicant", on: date)])),
            .correctDate(CorrectDate(subject: .filing, on: date.adding(days: -1), reason: "示例")),
            .fixDate(FixDate(date: "FIRST_MEETING_DATE", on: date)),
            .setDeadline(SetDeadline(name: "示例", party: .court, on: date.adding(days: 9), reason: "示例")),
            .adoptTemplate(AdoptTemplate(template: "administrator_milestones")),
            .adoptDefinition(AdoptDefinition(version: 2, reason: "示例")),
            .deadline(number, .meet(MeetDeadline(on: date))),
            .deadline(number, .extend(ExtendDeadline(on: date.adding(days: 30), reason: "示例"))),
            .deadline(number, .suspend(StopDeadline(on: date, reason: "示例"))),
            .deadline(number, .resume(StopDeadline(on: date, reason: "示例"))),
            .deadline(number, .end(GiveReason(reason: "示例"))),
            .duty(number, .acknowledge(Acknowledge())), .duty(number, .start(StartDuty())),
            .duty(number, .complete(CompleteDuty(result: [:]))),
            .duty(number, .returnForMaterial(ReturnForMaterial(reason: "x"))),
            .duty(number, .resubmit(Resubmit(materials: []))),
            .duty(number, .refuse(RefuseDuty(reason: "x", note: "示例"))),
            .duty(number, .upholdRefusal(GiveReason(reason: "示例"))),
            .duty(number, .overrideRefusal(GiveReason(reason: "示例"))),
            .duty(number, .waive(GiveReason(reason: "示例"))),
            .duty(number, .requestExtension(RequestExtension(workingDays: 1, reason: "示例"))),
            .duty(number, .decideExtension(DecideExtension(approve: true))),
            .duty(number, .submitPart(SubmitPart(text: "示例"))),
            .duty(number, .releasePart(ReleasePart(agency: "DATA", reason: "示例"))),
            .duty(number, .acceptResult(AcceptResult())), .duty(number, .sendBack(GiveReason(reason: "示例"))),
            .duty(number, .answerReminder(AnswerReminder(reminder: 1))),
        ]
    }

    @Test func whoMayDoWhatInEveryCell() throws {
        let workflow = try Shipped.workflow()
        var cells = 0
        for stage in Self.stages {
            for status in workflow.content.statuses.map(\.id) {
                let world = try Self.world(workflow, stage, status)
                let unit = try #require(world.state.assignments[1]?.agency)
                for command in Self.commands(world) {
                    for role in Role.allCases {
                        cells += 1
                        let refusal = Self.refusal(world, command, World.principal(role, agency: unit))
                        let cell = "\(stage) \(status) \(command.act) \(role)"
                        if role == .operator {
                            #expect(refusal?.code == "matter-not-found", "\(cell)")
                        } else if Self.mayDo[role]?.contains(command.act) != true {
                            #expect(refusal?.code == "role-may-not", "\(cell)")
                        } else if stage == "CLOSED_NO_CASE" || stage == "ARCHIVED" {
                            #expect(["matter-closed", "other-unit"].contains(refusal?.code), "\(cell)")
                        } else {
                            #expect(refusal?.kind != .notFound, "\(cell)")
                            #expect(refusal?.code != "matter-closed", "\(cell)")
                        }
                    }
                }
            }
        }
        #expect(cells == 8 * workflow.content.statuses.count * 40 * 5)
    }

    /// With every fact present, the moves that go through are a subset of the law's table, and each move of the table
    /// goes through somewhere.
    @Test func onlyTheMovesOfTheLaw() throws {
        let workflow = try Shipped.workflow()
        var stageMoves: [StageID: Set<StageID>] = [:]
        var procedureMoves: [StatusID: Set<StatusID>] = [:]
        for stage in Self.stages.dropLast(2) {
            for status in workflow.content.statuses.map(\.id) {
                for variant in try Self.variants(workflow, stage, status) {
                    let all = Array(variant.state.instruments.keys)
                    for target in Self.stages
                    where Self.succeeds(variant, .moveStage(MoveStage(to: target, instruments: all))) {
                        stageMoves[stage, default: []].insert(target)
                    }
                    for target in workflow.content.statuses.map(\.id) {
                        if Self.succeeds(variant, toStatus: target, naming: all) {
                            procedureMoves[status, default: []].insert(target)
                        }
                    }
                    let filing = Command.recordFiling(RecordFiling(filing: World.filing()))
                    var unfiled = variant
                    unfiled.state.filing = nil
                    if Self.succeeds(unfiled, filing) { procedureMoves[status, default: []].insert("FILED") }
                }
            }
        }
        #expect(stageMoves == Self.legalStageMoves)
        #expect(procedureMoves == Self.legalProcedureMoves)
    }

    /// The facts that exclude each other: filer, window, and milestones that must be absent.
    private static func variants(_ workflow: Workflow, _ stage: StageID, _ status: StatusID) throws -> [World] {
        var worlds: [World] = []
        for filer in [Filer.creditor, .debtor] {
            for isWindowOpen in [true, false] {
                for isDistributed in [true, false] {
                    var world = try Self.world(workflow, stage, status)
                    world.state.assignments = [:]
                    world.state.filing = World.filing(filer)
                    world.state.openedWindows = isWindowOpen ? ["additional_distribution"] : []
                    if !isDistributed { world.state.milestones["FINAL_DISTRIBUTION_COMPLETED"] = nil }
                    worlds.append(world)
                }
            }
        }
        return worlds
    }

    /// Without a ground, and where one is asked for, with each there is.
    private static func succeeds(_ world: World, toStatus target: StatusID, naming instruments: [Int]) -> Bool {
        func refusal(_ ground: GroundID?) -> Refusal? {
            let move = MoveProcedure(to: target, ground: ground, instruments: instruments, reason: "示例理由")
            return Self.refusal(world, .moveProcedure(move), World.principal(.judge))
        }
        let first = refusal(nil)
        if first?.code != "ground-required" { return first == nil }
        return world.workflow.content.grounds.contains { refusal($0.id) == nil }
    }

    private static func succeeds(_ world: World, _ command: Command) -> Bool {
        refusal(world, command, World.principal(.judge)) == nil
    }

    private static func refusal(_ world: World, _ command: Command, _ principal: Principal) -> Refusal? {
        do throws(Refusal) {
            _ = try world.decide(command, by: principal)
            return nil
        } catch {
            return error
        }
    }
}
