public import MatterCore
internal import Postgres

/// The order by legal risk in SQL: the twin of `LegalRisk`. A differential test compares the two.
struct RiskOrder: Sendable {
    let bands: LegalRisk.Bands
    private let isAgency: Bool
    private let blocking: [String]
    private let practice: [String]

    init(_ bands: LegalRisk.Bands, for principal: Principal, under workflows: [Workflow]) {
        self.bands = bands
        // An agency is not told by the order of its duties in which stage the matter is.
        isAgency = principal.role == .agency
        blocking = workflows.flatMap { workflow -> [String] in
            let order = workflow.content.stages.map(\.id)
            return order.enumerated().flatMap { here, stage in
                order[...here].map { "\(workflow.content.id) \(workflow.content.version) \($0) \(stage)" }
            }
        }
        practice = workflows.flatMap { workflow in
            workflow.content.deadlines.filter { $0.basis.provenance == .practice }.map { rule in
                "\(workflow.content.id) \(workflow.content.version) \(rule.id)"
            }
        }
    }

    /// `LegalRisk.rank` of the row `duty_assignment` of `matter`.
    var duty: Query {
        let blocks: Query =
            isAgency
            ? "false"
            : """
            matter.workflow_id || ' ' || matter.workflow_version || ' ' || duty_assignment.scene || ' ' || matter.stage
            = any(\(blocking))
            """
        return rank(
            isOverdue: Overdue.clause(on: bands.today), due: "duty_assignment.due_on",
            consequence: "case when not is_mandatory then 3 when \(blocks) then 1 else 2 end")
    }

    /// `LegalRisk.rank` of the row `deadline` of `matter`.
    var deadline: Query {
        rank(
            isOverdue: "deadline.state <> 'suspended' and deadline.due_on < \(bands.today.description)::date",
            due: "deadline.due_on",
            consequence: """
                case when matter.workflow_id || ' ' || matter.workflow_version || ' ' || deadline.rule
                = any(\(practice)) then 3 else 0 end
                """)
    }

    private func rank(isOverdue: Query, due: Query, consequence: Query) -> Query {
        """
        (case when \(isOverdue) then 0 when \(due) <= \(bands.three.description)::date then 4
        when \(due) <= \(bands.ten.description)::date then 8 else 12 end + \(consequence))
        """
    }
}

/// A risk as SQL gives it, a rank, and as it is shown, with its reason.
public struct RankedRisk: Codable, Hashable, Sendable {
    public let risk: LegalRisk

    public init(from decoder: any Decoder) throws {
        let rank = try decoder.singleValueContainer().decode(Int.self)
        let consequences = LegalRisk.Consequence.allCases.count
        guard let urgency = LegalRisk.Urgency(rawValue: rank / consequences),
            let consequence = LegalRisk.Consequence(rawValue: rank % consequences)
        else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "no rank: \(rank)"))
        }
        risk = LegalRisk(urgency: urgency, consequence: consequence)
    }

    enum CodingKeys: CodingKey {
        case rank, urgency, consequence, reason
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(risk.rank, forKey: .rank)
        try container.encode(risk.urgency.code, forKey: .urgency)
        try container.encode(risk.consequence.code, forKey: .consequence)
        try container.encode(risk.reason, forKey: .reason)
    }
}

extension LegalRisk.Urgency {
    var code: String {
        switch self {
        case .overdue: "overdue"
        case .withinThreeDays: "within_three_days"
        case .withinTenDays: "within_ten_days"
        case .later: "later"
        }
    }
}

extension LegalRisk.Consequence {
    var code: String {
        switch self {
        case .statutory: "statutory"
        case .blocksPresentStage: "blocks_present_stage"
        case .mandatory: "mandatory"
        case .ordinary: "ordinary"
        }
    }
}
