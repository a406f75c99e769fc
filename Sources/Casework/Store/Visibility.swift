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
            // The own court and the courts below it.
            return """
                matter.court in (
                    with recursive court (id) as (
                        select \(id)::text union select lower.id from organisation as lower
                        join court on lower.parent = court.id)
                    select id from court)
                """
        case (.administrator, .administratorFirm):
            return "matter.administrator = \(id)"
        case (.agency, .agencyUnit):
            return "(matter.opened_by = \(id) or \(involvement(of: "\(id)")))"
        case (.auditor, .court), (.auditor, .coordinationOffice):
            return "starts_with(matter.region, \(own.region))"
        default:
            return "false"
        }
    }

    /// The unit holds an assignment or a part in `matter`.
    static func involvement(of unit: Query) -> Query {
        """
        (exists (select from duty_assignment as held where held.unit = \(unit) and held.matter_id = matter.id)
        or exists (select from duty_part as held where held.unit = \(unit) and held.matter_id = matter.id))
        """
    }
}
