import MatterCore

/// Who acts in a demonstration.
enum Player: Hashable, Sendable {
    case judge
    case administrator
    /// The firm that follows the first one in office.
    case successor
    case agency(AgencyID)

    var role: Role {
        switch self {
        case .judge: .judge
        case .administrator, .successor: .administrator
        case .agency: .agency
        }
    }

    func name(in workflow: Workflow) -> LocalText {
        switch self {
        case .judge: LocalText(zh: "法官", en: "judge")
        case .administrator: LocalText(zh: "管理人", en: "administrator")
        case .successor: LocalText(zh: "继任管理人", en: "second administrator")
        case .agency(let agency):
            LocalText(zh: workflow.agency(agency)?.name.zh ?? agency.rawValue, en: agency.rawValue)
        }
    }
}
