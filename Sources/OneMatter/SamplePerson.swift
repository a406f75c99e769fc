import MatterCore

/// Sample accounts that `serve` suggests, one a role; every sample organisation has one.
struct SamplePerson {
    let login: String
    let title: String

    static let all = [
        SamplePerson(login: "judge-330603", title: "法官 judge (second one: judge-330603-b)"),
        SamplePerson(login: "firm-a", title: "管理人 administrator"),
        SamplePerson(login: "tax-330603", title: "协同单位经办人 agency officer (each unit by its code in lower case)"),
        SamplePerson(login: "auditor-3306", title: "审计 auditor"),
        SamplePerson(login: "operator", title: "运维 operator"),
    ]

    /// The sample organisation of a role, for tokens of scripts.
    static func organisation(of role: Role) -> OrganisationID {
        switch role {
        case .judge: "COURT-330603"
        case .administrator: "FIRM-A"
        case .agency: "TAX-330603"
        case .auditor: "OFFICE-3306"
        case .operator: "OPERATOR"
        }
    }
}
