internal import MatterCore

/// Why data of a matter go to somebody outside the court and the administrator in office.
enum GroundOfAccess {
    /// What the duty discloses to its units, and on which ground.
    static func rule(of duty: DutyID, in workflow: Workflow) throws -> DisclosureRule {
        guard let duty = workflow.duty(duty) else {
            throw CaseworkError.failed("the definition has no duty \(duty)")
        }
        return duty.discloses
    }

    /// A unit reads a matter that it opened before anybody owes anything there, on the ground of the act of opening.
    static func opening(_ workflow: Workflow) throws -> LegalBasis {
        guard let basis = workflow.basis(of: .openMatter) else {
            throw CaseworkError.failed("the definition has no basis for opening a matter")
        }
        return basis
    }

    /// Who may ask who saw what is told the numbers of matters, a rule of ours: the access log serves oversight.
    static let named = LegalBasis(article: "oversight of access", lawVersion: "OneMatter", provenance: .fillIn)

    /// Auditing apart from administration, which graded protection asks for.
    static let audit = LegalBasis(
        article: "GB/T 22239-2019: audit apart from administration", lawVersion: "GB/T 22239-2019",
        provenance: .memory)

    /// Who opens a second matter of a debtor is told which one is open: a debtor has one open matter at most.
    static let openMatter = LegalBasis(
        article: "one open matter of a debtor", lawVersion: "OneMatter", provenance: .fillIn)
}

/// A ground as an entry holds it.
struct RecordedGround: Hashable, Comparable {
    var workflow: WorkflowKey?
    var duty: DutyID?
    let basis: LegalBasis
    /// Groups of fields, kinds of milestones and of instruments that the duty discloses while it is pending.
    var fields: [String] = []

    /// For people: `企业破产法 Art.10 (EBL-2006, sourced)`.
    var text: String { "\(basis.article) (\(basis.lawVersion), \(basis.provenance.rawValue))" }

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "article": .text(basis.article), "lawVersion": .text(basis.lawVersion),
            "provenance": .text(basis.provenance.rawValue),
        ]
        if let workflow { members["workflow"] = .text(workflow.text) }
        if let duty { members["duty"] = .text(duty.rawValue) }
        if !fields.isEmpty { members["fields"] = .array(fields.map { .text($0) }) }
        return .object(members)
    }

    static func < (one: RecordedGround, other: RecordedGround) -> Bool {
        (one.duty?.rawValue ?? "", one.workflow?.text ?? "", one.text)
            < (other.duty?.rawValue ?? "", other.workflow?.text ?? "", other.text)
    }
}

extension WorkflowKey {
    /// `bankruptcy/1`
    var text: String { "\(id)/\(version)" }
}
