/// The one authorisation predicate: who may see a matter, and who may do an act. The shell's SQL filter says the same
/// for lists; a differential test compares the two.
public enum Access {
    /// Facts of a matter that decide who may read it.
    public struct ReadFacts: Hashable, Sendable {
        public let court: OrganisationID
        public let courtAncestors: [OrganisationID]
        public let region: String
        public let administrator: OrganisationID?
        public let openedBy: OrganisationID
        /// Units that hold an assignment or a part.
        public let involvedUnits: Set<OrganisationID>
        public let isSealed: Bool
        /// Ids of the judge in charge and of the panel.
        public let judges: Set<String>

        public init(
            court: OrganisationID, courtAncestors: [OrganisationID], region: String, administrator: OrganisationID?,
            openedBy: OrganisationID, involvedUnits: Set<OrganisationID>, isSealed: Bool, judges: Set<String>
        ) {
            self.court = court
            self.courtAncestors = courtAncestors
            self.region = region
            self.administrator = administrator
            self.openedBy = openedBy
            self.involvedUnits = involvedUnits
            self.isSealed = isSealed
            self.judges = judges
        }
    }

    /// A judge reads the matters of the own court and of the courts below; an administrator those of the own firm in
    /// office; an agency those where it owes something or that it opened; an auditor those of the region; the operator
    /// of the system reads none. A sealed matter is read by its judge and panel, the administrator in office and the
    /// agencies that owe something in it; for the others, its opener too, it does not exist.
    public static func mayRead(_ principal: Principal, _ facts: ReadFacts) -> Bool {
        let own = principal.organisation
        guard principal.role.isHeld(in: own.kind) else { return false }
        return switch principal.role {
        case .judge where facts.isSealed: facts.court == own.id && facts.judges.contains(principal.holder)
        case .judge: facts.court == own.id || facts.courtAncestors.contains(own.id)
        case .administrator: facts.administrator == own.id
        case .agency: facts.involvedUnits.contains(own.id) || (!facts.isSealed && facts.openedBy == own.id)
        case .auditor: !facts.isSealed && facts.region.hasPrefix(own.region)
        case .operator: false
        }
    }

    /// Refuses unless the principal may do the act in this matter. Something that may not be read is not found.
    static func require(
        _ act: Act, _ state: MatterState, assignment: DutyAssignment?, _ context: DecisionContext
    ) throws(Refusal) {
        let principal = context.principal
        guard mayRead(principal, facts(of: state, context)) else {
            throw Refusal(.notFound, "matter-not-found", zh: "没有该案件。", en: "There is no such matter.")
        }
        try requireRole(act, of: principal, context.workflow)
        if principal.role == .judge { try requireJudge(act, state, context) }
        guard let assignment else { return }
        switch principal.role {
        case .agency: try requireUnit(act, assignment, principal.organisation.id)
        case .administrator, .judge: try requireRequester(act, assignment, principal, state)
        case .auditor, .operator: break
        }
    }

    /// Refuses unless the role may do the act at all.
    public static func requireRole(_ act: Act, of principal: Principal, _ workflow: Workflow) throws(Refusal) {
        guard workflow.roles(for: act).contains(principal.role) else {
            throw Refusal(
                .forbidden, "role-may-not", zh: "该角色不能进行此操作。",
                en: "The role \(principal.role.rawValue) may not do this (\(act.rawValue)).")
        }
    }

    private static func facts(of state: MatterState, _ context: DecisionContext) -> ReadFacts {
        ReadFacts(
            court: state.court, courtAncestors: context.courtAncestors, region: state.region,
            administrator: state.administrator, openedBy: state.openedBy,
            involvedUnits: context.isInvolved ? [context.principal.organisation.id] : [],
            isSealed: state.sealedAt != nil, judges: state.judges)
    }

    /// A higher court reads but does not act; once a judge is assigned, only that judge and the panel act.
    private static func requireJudge(
        _ act: Act, _ state: MatterState, _ context: DecisionContext
    ) throws(Refusal) {
        let principal = context.principal
        guard state.court == principal.organisation.id else {
            throw Refusal(
                .forbidden, "other-court", zh: "该案件由其他法院审理。", en: "Another court handles this matter.")
        }
        guard let judge = state.judge, act != .assignJudge else { return }
        guard state.judges.contains(principal.holder) else {
            throw Refusal(
                .forbidden, "not-the-judge", zh: "只有承办法官或合议庭成员可以操作。",
                en: "Only the assigned judge (\(judge.name)) and the panel may act.")
        }
    }

    /// The lead unit does the duty; a co-agency submits its part. Both are reminded, and answer.
    private static func requireUnit(
        _ act: Act, _ assignment: DutyAssignment, _ unit: OrganisationID
    ) throws(Refusal) {
        let contributes = assignment.parts.contains { $0.unit == unit }
        let mayAct =
            switch act {
            case .submitPart: contributes
            case .answerReminder: contributes || assignment.unit == unit
            default: assignment.unit == unit
            }
        guard mayAct else {
            throw Refusal(
                .forbidden, "other-unit", zh: "该职责由其他单位承担。", en: "Another unit owes this duty.")
        }
    }

    /// Only who asked for the duty supplies material, accepts the result or sends it back: the court for its own
    /// letters, the administrator in office for those of whoever held the office.
    private static func requireRequester(
        _ act: Act, _ assignment: DutyAssignment, _ principal: Principal, _ state: MatterState
    ) throws(Refusal) {
        guard [.resubmit, .acceptResult, .sendBack].contains(act), let letter = assignment.request,
            (letter.requester == state.court) != (principal.role == .judge)
        else { return }
        throw Refusal(
            .forbidden, "not-the-requester", zh: "只有申请方可以进行此操作。",
            en: "Only the requester of the letter may do this.")
    }
}
