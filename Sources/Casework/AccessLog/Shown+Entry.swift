internal import MatterCore

extension Shown {
    /// The entry that an answer leaves; nil if it shows nothing of any matter.
    ///
    /// The court and the administrator in office look (`view`); to agencies and auditors data are disclosed, with the
    /// ground and the law version that it has in the definition of each matter.
    ///
    /// - Parameter subject: The operation that asked, as the API description names it.
    func entry(
        _ subject: String, at now: Instant, to principal: Principal, _ definitions: Definitions
    ) throws -> AccessEntry? {
        guard !matters.isEmpty else { return nil }
        var kind = AccessEntry.Kind.view
        var grounds: Set<RecordedGround> = []
        var detail: [String: JSONValue] = [:]
        switch principal.role {
        case .judge, .administrator, .operator: break
        case .auditor:
            kind = .disclosure
            grounds = [RecordedGround(basis: GroundOfAccess.audit)]
        case .agency:
            kind = .disclosure
            grounds = try dutyGrounds(definitions)
            detail["shown"] = .array(matters.map(\.json))
        }
        if !grounds.isEmpty { detail["grounds"] = .array(grounds.sorted().map(\.json)) }
        let texts = Set(grounds.map(\.text)).sorted()
        return AccessEntry(
            kind, at: now, by: principal, subject: subject,
            ground: texts.isEmpty ? "Access: \(principal.role.rawValue)" : texts.joined(separator: "; "),
            matters: Set(matters.map(\.id)).sorted(), detail: detail)
    }

    private func dutyGrounds(_ definitions: Definitions) throws -> Set<RecordedGround> {
        var grounds: Set<RecordedGround> = []
        for matter in matters {
            guard let key = matter.workflow else {
                grounds.insert(RecordedGround(basis: GroundOfAccess.named))
                continue
            }
            let workflow = try definitions.workflow(key)
            if matter.held.isEmpty {
                let basis = try GroundOfAccess.opening(workflow)
                grounds.insert(RecordedGround(workflow: key, basis: basis, fields: [FieldGroup.opening.rawValue]))
            }
            for duty in Set(matter.held.map(\.duty)) {
                let rule = try GroundOfAccess.rule(of: duty, in: workflow)
                grounds.insert(RecordedGround(workflow: key, duty: duty, basis: rule.basis, fields: rule.codes))
            }
        }
        return grounds
    }
}

extension Shown.Matter {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "matter": .integer(id),
            "duties": .array(
                held.map {
                    .object(["assignment": .integer(Int64($0.assignment)), "duty": .text($0.duty.rawValue)])
                }),
        ]
        if let workflow { members["workflow"] = .text(workflow.text) }
        return .object(members)
    }
}
