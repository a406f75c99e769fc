internal import MatterCore
internal import Postgres

/// Which fields of the row `matter` a reader is shown, in SQL: the twin of `Disclosure.fields`. Lists cut, filter and sort
/// by it; a differential test compares the two.
struct FieldVisibility {
    /// Some fields may be hidden: the reader is an agency.
    let isRestricted: Bool
    private let unit: String
    private let workflows: [Workflow]

    /// - Parameter workflows: all that matters may run under.
    init(to principal: Principal, under workflows: [Workflow]) {
        isRestricted = principal.role == .agency
        unit = principal.organisation.id.rawValue
        self.workflows = workflows
    }

    /// A condition: the fields of the group are shown.
    ///
    /// - Parameter pending: the value of `pending`, where it was worked out already.
    func shows(_ group: FieldGroup?, pending: Query? = nil) -> Query {
        guard isRestricted, let group else { return "true" }
        if group.staysOnRecord {
            return """
                exists (select from involvement as held where held.unit = \(unit) and held.matter_id = matter.id
                and \(group.rawValue) = any(held.fields))
                """
        }
        let duties = workflows.flatMap { workflow in
            workflow.content.duties.filter { $0.discloses.groups.contains(group) }.map { duty in
                "\(workflow.content.id) \(workflow.content.version) \(duty.id)"
            }
        }
        let opened: Query = group == .opening ? "matter.opened_by = \(unit) or" : ""
        return "(\(opened) \(pending ?? self.pending) && \(duties.sorted())::text[])"
    }

    /// The duties in which the unit has something to do, each with its definition.
    var pending: Query {
        let duty: Query = "matter.workflow_id || ' ' || matter.workflow_version || ' ' || owed.duty"
        return """
            array(
                select \(duty) from duty_assignment as owed
                where owed.unit = \(unit) and owed.matter_id = matter.id and owed.settled_at is null
                union all
                select \(duty) from duty_part as joined join duty_assignment as owed
                    on owed.matter_id = joined.matter_id and owed.number = joined.number
                where joined.unit = \(unit) and joined.matter_id = matter.id and joined.state = 'open'
                    and owed.settled_at is null)
            """
    }
}
