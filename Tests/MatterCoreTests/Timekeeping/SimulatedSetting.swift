import MatterCore

/// What all matters of the simulated portfolio share: definition, calendar, units, and how acts are put.
struct SimulatedSetting {
    static let office: OrganisationID = "coordination-3306"

    let workflow: Workflow
    let calendar = Shipped.calendar
    private let units: [AgencyID: OrganisationID]
    private let returning: ReasonID
    private let refusing: ReasonID

    init(_ workflow: Workflow) {
        self.workflow = workflow
        units = Dictionary(uniqueKeysWithValues: workflow.content.agencies.map { ($0.id, World.unit($0.id)) })
        returning = workflow.content.reasons.first { $0.use == .return }!.id
        refusing = workflow.content.reasons.first { $0.use == .refuse }!.id
    }

    /// A moment of a day in Shanghai.
    static func moment(_ day: Int, hour: Int) -> Instant {
        Instant(milliseconds: (Int64(day) * 86_400 + Int64(hour - 8) * 3_600) * 1_000)
    }

    func context(_ principal: Principal, _ now: Instant, of state: MatterState? = nil) -> DecisionContext {
        DecisionContext(
            workflow: workflow, calendar: calendar, principal: principal, now: now, units: units,
            isInvolved: principal.role == .agency, coordinationOffice: Self.office)
    }

    /// The acts of a step; none if the duty is not where the plan thought it would be.
    func actions(_ step: SimulatedMatter.Step, on assignment: DutyAssignment) -> [(DutyAction, Principal)] {
        let unit = World.principal(.agency, agency: assignment.agency)
        let judge = World.principal(.judge)
        let isHeld = [.open, .acknowledged, .inProgress].contains(assignment.state)
        switch step {
        case .acknowledge: return assignment.state == .open ? [(.acknowledge(Acknowledge()), unit)] : []
        case .complete:
            let isReady = isHeld && assignment.state != .open && !assignment.parts.contains { $0.state == .open }
            guard isReady, let duty = workflow.duty(assignment.duty) else { return [] }
            return [(.complete(CompleteDuty(result: WalkStep.result(duty))), unit)]
        case .giveBack: return isHeld ? [(.returnForMaterial(ReturnForMaterial(reason: returning)), unit)] : []
        case .resubmit: return assignment.state == .returned ? [(.resubmit(Resubmit(materials: [])), judge)] : []
        case .refuse: return isHeld ? [(.refuse(RefuseDuty(reason: refusing, note: "示例")), unit)] : []
        case .override, .uphold:
            guard assignment.state == .refused else { return [] }
            let reason = GiveReason(reason: "示例")
            if case .override = step { return [(.overrideRefusal(reason), judge)] }
            return [(.upholdRefusal(reason), judge)]
        case .waive: return [(.waive(GiveReason(reason: "示例")), judge)]
        case .ask: return isHeld ? [(.requestExtension(RequestExtension(workingDays: 4, reason: "示例")), unit)] : []
        case .decide(let approve):
            guard assignment.extension?.decision == .pending else { return [] }
            return [(.decideExtension(DecideExtension(approve: approve, reason: "示例")), judge)]
        case .submitPart(let agency):
            guard isHeld, assignment.parts.contains(where: { $0.agency == agency && $0.state == .open }) else {
                return []
            }
            return [(.submitPart(SubmitPart(text: "示例")), World.principal(.agency, agency: agency))]
        case .releaseParts:
            guard isHeld else { return [] }
            return assignment.parts.filter { $0.state == .open }.map {
                (.releasePart(ReleasePart(agency: $0.agency, reason: "示例")), unit)
            }
        case .answerReminder:
            let own = assignment.reminders.first { $0.isAddressed(to: unit) && $0.endedAt == nil }
            return own.map { [(.answerReminder(AnswerReminder(reminder: $0.content.number, note: "示例")), unit)] } ?? []
        }
    }
}
