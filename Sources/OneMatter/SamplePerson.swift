import MatterCore

/// People of the sample organisations, one a role: what `serve` suggests and whom `token` takes without `--org`.
struct SamplePerson {
    let role: Role
    let name: String

    static let all = [
        SamplePerson(role: .judge, name: "王法官"),
        SamplePerson(role: .administrator, name: "李管理人"),
        SamplePerson(role: .agency, name: "陈专员"),
        SamplePerson(role: .auditor, name: "周审计"),
        SamplePerson(role: .operator, name: "吴运维"),
    ]

    static func name(of role: Role) -> String { all.first { $0.role == role }?.name ?? role.rawValue }

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
