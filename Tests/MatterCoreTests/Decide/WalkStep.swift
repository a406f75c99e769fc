import MatterCore

/// A random act that has some chance to be legal in the present state.
enum WalkStep {
    static func random(_ world: World, _ random: inout RandomWalkTests.Generator) -> (Command, Principal) {
        let workflow = world.workflow
        let state = world.state
        switch Int.random(in: 0..<25, using: &random) {
        case 20..<25: return DeadlineStep.random(world, &random)
        case 0..<4:
            let kind = workflow.content.instruments.randomElement(using: &random)!.id
            return (
                .recordInstrument(
                    RecordInstrument(
                        kind: kind, documentNumber: "1", issuedOn: world.now.legalDate, issuer: "示例法院")),
                World.principal(.judge)
            )
        case 4..<8:
            let milestone = workflow.content.milestones.randomElement(using: &random)!
            let instrument = state.instruments.values.first { $0.content.kind == milestone.instrument }?.number
            return (
                .recordMilestone(
                    RecordMilestone(milestone: milestone.id, on: world.now.legalDate, instrument: instrument)),
                World.principal(milestone.roles.randomElement(using: &random)!)
            )
        case 8..<11:
            let all = Array(state.instruments.keys)
            let move =
                (workflow.moves(.stage, from: state.stage.rawValue)
                + workflow.moves(.procedure, from: state.status.rawValue)).randomElement(using: &random)
            // Ways out end a walk: take one in twenty.
            let isWayOut = ["REFUSED", "WITHDRAWN", "DISMISSED", "CLOSED"].contains(move?.to)
            guard let move, !isWayOut || Int.random(in: 0..<20, using: &random) == 0 else { fallthrough }
            let command: Command =
                move.machine == .stage
                ? .moveStage(MoveStage(to: StageID(move.to), instruments: all))
                : .moveProcedure(
                    MoveProcedure(
                        to: StatusID(move.to), ground: move.grounds.randomElement(using: &random), instruments: all,
                        reason: "示例理由"))
            return (command, World.principal(.judge))
        case 11:
            let instrument = state.instruments.values.first { $0.content.kind == "appointment_decision" }?.number ?? 1
            return (
                .appointAdministrator(
                    AppointAdministrator(
                        administrator: World.firm.id, personInCharge: "示例", instrument: instrument)),
                World.principal(.judge)
            )
        case 12:
            return (
                .addAttachment(
                    AddAttachment(name: "a.pdf", mediaType: "application/pdf", size: 1, digest: "0")),
                World.principal(.administrator)
            )
        case 13:
            let reason = GiveReason(reason: "示例")
            return (state.sealedAt == nil ? .sealMatter(reason) : .unsealMatter(reason), World.principal(.judge))
        case 14: return (bundle(world, &random), World.principal(.administrator))
        default:
            guard
                let assignment = state.assignments.values.sorted(by: { $0.number < $1.number })
                    .randomElement(using: &random)
            else { return (.moveStage(MoveStage(to: "TAKEOVER")), World.principal(.judge)) }
            return duty(assignment, world, &random)
        }
    }

    private static func bundle(_ world: World, _ random: inout RandomWalkTests.Generator) -> Command {
        let attachment = world.state.last.attachment
        let pack = world.workflow.standardPack.map(\.id)
        let duties = world.workflow.content.duties.shuffled(using: &random).prefix(2)
        return .fileRequest(
            FileRequest(
                duties: duties.map { duty in
                    .init(
                        duty: duty.id,
                        materials: duty.materials.filter { !pack.contains($0) }.map {
                            MaterialUse(material: $0, attachment: attachment)
                        })
                }, standardPack: pack.map { MaterialUse(material: $0, attachment: attachment) }))
    }

    private static func duty(
        _ assignment: DutyAssignment, _ world: World, _ random: inout RandomWalkTests.Generator
    ) -> (Command, Principal) {
        let duty = world.workflow.duty(assignment.duty)!
        let agency = World.principal(.agency, agency: assignment.agency)
        let judge = World.principal(.judge)
        let actions: [(DutyAction, Principal)] = [
            (.acknowledge(Acknowledge()), agency), (.start(StartDuty()), agency),
            (.complete(CompleteDuty(result: result(duty))), agency),
            (.returnForMaterial(ReturnForMaterial(reason: reason(.return, world))), agency),
            (.resubmit(Resubmit(materials: [])), World.principal(.administrator)),
            (.refuse(RefuseDuty(reason: reason(.refuse, world), note: "示例")), agency),
            (.upholdRefusal(GiveReason(reason: "示例")), judge),
            (.overrideRefusal(GiveReason(reason: "示例")), judge),
            (.waive(GiveReason(reason: "示例")), judge),
            (.requestExtension(RequestExtension(workingDays: 5, reason: "示例")), agency),
            (.decideExtension(DecideExtension(approve: true)), judge),
            (
                .submitPart(SubmitPart(text: "示例")),
                World.principal(.agency, agency: duty.coAgencies.randomElement(using: &random) ?? "TAX")
            ),
            (.releasePart(ReleasePart(agency: duty.coAgencies.first ?? "TAX", reason: "示例")), agency),
            (.acceptResult(AcceptResult()), World.principal(.administrator)),
            (.sendBack(GiveReason(reason: "示例")), World.principal(.administrator)),
        ]
        let (action, principal) = actions.randomElement(using: &random)!
        return (.duty(assignment.number, action), principal)
    }

    private static func reason(_ use: Reason.Use, _ world: World) -> ReasonID {
        world.workflow.content.reasons.first { $0.use == use }!.id
    }

    /// A result that fits the fields of the duty.
    static func result(_ duty: Duty) -> [String: ResultValue] {
        var result: [String: ResultValue] = [:]
        for field in duty.results {
            result[field.id] =
                switch field.kind {
                case .text: .text("示例")
                case .integer: .integer(3)
                case .boolean: .boolean(true)
                case .money: .integer(120_000)
                case .date: .text("2026-03-02")
                case .choice(let choices): .text(choices[0])
                case .table(let columns): .table([columns])
                }
        }
        return result
    }
}
