public import MatterCore
internal import Postgres

/// A matter in a list.
public struct MatterSummary: Codable, Hashable, Sendable {
    public let id: Int64
    public let version: Int
    public let debtorName: String
    public let creditCode: String
    public let caseNumber: String?
    public let court: NamedOrganisation
    public let administrator: NamedOrganisation?
    public let judge: Person?
    public let stage: StageID
    public let stageSince: String
    public let status: StatusID
    public let track: Track
    public let openedAt: String
    public let closedAt: String?
    /// Duties that are not settled, those of them that are overdue, and the earliest due date.
    public let openDuties: Int
    public let overdueDuties: Int
    public let nextDue: LegalDate?
}

/// An organisation as it is named in read models.
public struct NamedOrganisation: Codable, Hashable, Sendable {
    public let id: OrganisationID
    public let name: LocalText
}

extension MatterSummary {
    /// JSON of a summary for the row `matter`.
    static func json(today: LegalDate, for principal: Principal) -> Query {
        """
        select matter.id, matter.version, debtor_name as "debtorName", credit_code as "creditCode",
            case_number as "caseNumber", \(named("court")) as court, \(named("administrator")) as administrator,
            case when judge_id is not null then json_build_object('id', judge_id, 'name', judge_name) end as judge,
            stage, \(instantText("stage_since")) as "stageSince", status, track,
            \(instantText("opened_at")) as "openedAt", \(instantText("closed_at")) as "closedAt",
            duty.*
        from (select
            count(*) as "openDuties", min(due_on) as "nextDue",
            count(*) filter (where \(Overdue.clause(on: today))) as "overdueDuties"
            from duty_assignment where matter_id = matter.id and settled_at is null and \(Visibility.duties(principal))) as duty
        """
    }

    private static func named(_ column: String) -> Query {
        """
        (select json_build_object('id', id, 'name', json_build_object('zh', name_zh, 'en', name_en))
        from organisation where id = matter.\(raw: column))
        """
    }
}
