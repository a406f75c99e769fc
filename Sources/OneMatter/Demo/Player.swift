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

    /// Name of the person; with role and organisation it makes the identity.
    var personName: String {
        switch self {
        case .judge: "示例法官"
        case .administrator: "示例管理人甲"
        case .successor: "示例管理人乙"
        case .agency(let agency): "示例经办\(agency)"
        }
    }

    var name: LocalText {
        switch self {
        case .judge: LocalText(zh: "法官", en: "judge")
        case .administrator: LocalText(zh: "管理人", en: "administrator")
        case .successor: LocalText(zh: "继任管理人", en: "second administrator")
        case .agency(let agency): LocalText(zh: "部门 \(agency)", en: agency.rawValue)
        }
    }
}
