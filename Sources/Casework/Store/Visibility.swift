internal import MatterCore
internal import Postgres

/// Who sees which matters, in SQL: the twin of `Access.mayRead`. Every list, count, search and look-up splices this one
/// clause; a differential test compares the two over every read path.
enum Visibility {
    /// A condition on `matter`, under that name.
    static func clause(_ principal: Principal) -> Query {
        let own = principal.organisation
        let id = own.id.rawValue
        switch (principal.role, own.kind) {
        case (.judge, .court):
            // The own court and the courts below it; of sealed ones those of the person.
            return """
                (not matter.is_sealed or (matter.court = \(id) and (matter.judge_id = \(principal.holder)
                    or matter.panel @> jsonb_build_array(jsonb_build_object('id', \(principal.holder)::text)))))
                and matter.court in (
                    with recursive court (id) as (
                        select \(id)::text union select lower.id from organisation as lower
                        join court on lower.parent = court.id)
                    select id from court)
                """
        case (.administrator, .administratorFirm):
            return "matter.administrator = \(id)"
        case (.agency, .agencyUnit):
            return "((matter.opened_by = \(id) and not matter.is_sealed) or \(involvement(of: "\(id)")))"
        case (.auditor, .court), (.auditor, .coordinationOffice):
            return "(not matter.is_sealed and starts_with(matter.region, \(own.region)))"
        default:
            return "false"
        }
    }

    /// A condition on `matter_event` that a reader of the matter meets: an agency reads what it recorded, what was sent to
    /// it and what happened to the duties it owes.
    static func events(_ principal: Principal) -> Query {
        guard principal.role == .agency else { return "true" }
        let unit = principal.organisation.id.rawValue
        return """
            (author_organisation = \(unit) or exists (select from duty_assignment as owed
            where owed.matter_id = matter_event.matter_id and owed.number = matter_event.assignment
            and owed.unit = \(unit))
            or (kind = 'reminder_sent' and body #>> '{reminderSent,reminder,organisation}' = \(unit)))
            """
    }

    /// A condition on `duty_assignment` that a reader of the matter meets: an agency counts its own.
    static func duties(_ principal: Principal) -> Query {
        guard principal.role == .agency else { return "true" }
        let unit = principal.organisation.id.rawValue
        return """
            (duty_assignment.unit = \(unit) or exists (select from duty_part as joined
            where joined.matter_id = duty_assignment.matter_id and joined.number = duty_assignment.number
            and joined.unit = \(unit)))
            """
    }

    /// A condition on `matter` that a reader of it meets who may know of its access log: the twin of `Access.logReach`.
    static func log(_ principal: Principal) -> Query {
        guard principal.role == .judge else { return principal.role == .operator ? "false" : "true" }
        return """
            matter.court = \(principal.organisation.id.rawValue)
            and (matter.judge_id is null or matter.judge_id = \(principal.holder)
                or matter.panel @> jsonb_build_array(jsonb_build_object('id', \(principal.holder)::text)))
            """
    }

    /// The unit holds an assignment or a part in `matter`.
    static func involvement(of unit: Query) -> Query {
        """
        exists (select from involvement as held where held.unit = \(unit) and held.matter_id = matter.id)
        """
    }
}
