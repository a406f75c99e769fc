import MatterCore

/// A matter with everybody who can act on it, in plain values: what the shell does with PostgreSQL, without it.
struct World {
    static let court = Organisation(
        id: "court-330602", kind: .court, name: LocalText(zh: "示例区人民法院", en: "Sample court"), region: "330602",
        parent: "court-3306", caseCode: "浙0602")
    static let firm = Organisation(
        id: "firm-1", kind: .administratorFirm, name: LocalText(zh: "示例管理人", en: "Sample firm"), region: "3306")

    var workflow: Workflow
    /// The version of the rules that a command may name.
    var target: Workflow?
    var now: Instant
    var state: MatterState
    var events: [MatterEvent]

    /// 2026-03-02 10:00 in Shanghai, a Monday.
    static let start = Instant(milliseconds: 1_772_416_800_000)

    init(_ workflow: Workflow, opening command: OpenMatter, by role: Role = .judge) throws(Refusal) {
        self.workflow = workflow
        now = Self.start
        (state, events) = try Decision.open(
            command, id: 1, court: Self.court, context: Self.context(workflow, Self.principal(role), now, state: nil))
    }

    static func unit(_ agency: AgencyID) -> OrganisationID { OrganisationID("unit-\(agency)") }

    static func principal(_ role: Role, agency: AgencyID = "TAX", name: String = "甲") -> Principal {
        let organisation =
            switch role {
            case .judge: court
            case .administrator: firm
            case .agency:
                Organisation(
                    id: unit(agency), kind: .agencyUnit, name: LocalText(zh: "示例单位", en: "Sample unit"),
                    region: "3306", agency: agency)
            case .auditor:
                Organisation(
                    id: "coordination-3306", kind: .coordinationOffice, name: LocalText(zh: "示例", en: "Sample"),
                    region: "3306")
            case .operator:
                Organisation(id: "operator", kind: .operator, name: LocalText(zh: "示例", en: "Sample"), region: "33")
            }
        return Principal(id: "\(role.rawValue):\(name)", name: name, role: role, organisation: organisation)
    }

    static func context(
        _ workflow: Workflow, _ principal: Principal, _ now: Instant, state: MatterState?, target: Workflow? = nil
    ) -> DecisionContext {
        let own = principal.organisation.id
        return DecisionContext(
            workflow: workflow, calendar: Shipped.calendar, principal: principal, now: now, units: units(workflow),
            courtAncestors: ["court-3306"],
            isInvolved: state?.assignments.values.contains { assignment in
                assignment.unit == own || assignment.parts.contains { $0.unit == own }
            } ?? false,
            organisations: [firm.id: firm], readableMatters: [2], target: target)
    }

    private static func units(_ workflow: Workflow) -> [AgencyID: OrganisationID] {
        Dictionary(uniqueKeysWithValues: workflow.content.agencies.map { ($0.id, unit($0.id)) })
    }

    func decide(
        _ command: Command, by principal: Principal, expecting version: Int? = nil
    ) throws(Refusal) -> (MatterState, [MatterEvent]) {
        try Decision.decide(
            command, expecting: version, state: state,
            context: Self.context(workflow, principal, now, state: state, target: target))
    }

    mutating func perform(
        _ command: Command, by principal: Principal, expecting version: Int? = nil
    ) throws(Refusal) {
        let (after, added) = try decide(command, by: principal, expecting: version)
        state = after
        events += added
    }

    mutating func perform(_ command: Command, by role: Role = .judge) throws(Refusal) {
        try perform(command, by: Self.principal(role))
    }

    /// A later moment, so that legal dates move on.
    mutating func wait(days: Int) { now = Instant(milliseconds: now.milliseconds + Int64(days) * 86_400_000) }
}
