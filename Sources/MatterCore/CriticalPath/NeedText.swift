/// What a need is called, who owes it and where it comes from.
struct NeedText {
    let kind: CriticalItem.Kind
    let subject: String
    let name: LocalText
    var agency: AgencyID?
    var unit: OrganisationID?
    let roles: [Role]
    let basis: LegalBasis

    init(_ need: Need, _ state: MatterState, _ workflow: Workflow) {
        let unknown = LegalBasis(article: "OneMatter", lawVersion: workflow.content.lawVersion, provenance: .fillIn)
        switch need {
        case .assignment(let number):
            let assignment = state.assignments[number]
            let duty = assignment.flatMap { workflow.duty($0.duty) }
            kind = .duty
            subject = String(number)
            name = Self.name(duty, assignment?.duty)
            agency = assignment?.agency
            unit = assignment?.unit
            roles =
                switch assignment?.holder {
                case .requester: [.administrator, .judge]
                case .judge: [.judge]
                case .unit, nil: [.agency, .judge]
                }
            basis = duty?.limit.basis ?? unknown
        case .duty(let id):
            let duty = workflow.duty(id)
            kind = .laterDuty
            subject = id.rawValue
            name = Self.name(duty, id)
            agency = duty?.agency
            roles = [.agency, .judge]
            basis = duty?.limit.basis ?? unknown
        case .milestone(let id):
            let milestone = workflow.milestone(id)
            kind = .milestone
            subject = id.rawValue
            name = milestone?.name ?? LocalText(zh: id.rawValue, en: id.rawValue)
            roles = milestone?.roles ?? []
            basis = milestone?.basis ?? unknown
        case .instrument(let id):
            let instrument = workflow.instrument(id)
            kind = .instrument
            subject = id.rawValue
            name = instrument?.name ?? LocalText(zh: id.rawValue, en: id.rawValue)
            roles = instrument?.issuedBy ?? []
            basis = instrument?.basis ?? unknown
        case .judge:
            kind = .judge
            subject = ""
            name = LocalText(zh: "指定承办法官", en: "a judge in charge")
            roles = [.judge]
            basis = workflow.basis(of: .assignJudge) ?? unknown
        case .administrator:
            kind = .administrator
            subject = ""
            name = LocalText(zh: "指定管理人", en: "an administrator in office")
            roles = [.judge]
            basis = workflow.basis(of: .appointAdministrator) ?? unknown
        case .deadline(let number):
            let deadline = state.deadlines[number]
            let rule = deadline?.rule.flatMap(workflow.deadline)
            kind = .deadline
            subject = String(number)
            let id = deadline?.rule?.rawValue ?? ""
            name = LocalText(zh: "\(id) \(rule?.name.zh ?? "")", en: "\(id) \(rule?.name.en ?? "")")
            roles = []
            basis = rule?.basis ?? unknown
        case .window(let id):
            let window = workflow.window(id)
            kind = .window
            subject = id.rawValue
            name = window?.name ?? LocalText(zh: id.rawValue, en: id.rawValue)
            roles = []
            basis = window?.basis ?? unknown
        }
    }

    private static func name(_ duty: Duty?, _ id: DutyID?) -> LocalText {
        let code = id?.rawValue ?? ""
        return LocalText(zh: "\(code) \(duty?.name.zh ?? "")", en: "\(code) \(duty?.name.en ?? "")")
    }
}
