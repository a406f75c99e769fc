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
    public let stage: StageID?
    public let stageSince: String?
    public let status: StatusID?
    public let track: Track?
    public let openedAt: String?
    public let closedAt: String?
    /// Duties that are not settled, those of them that are overdue, and the earliest due date.
    public let openDuties: Int
    public let overdueDuties: Int
    public let nextDue: LegalDate?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, version, debtorName, creditCode, caseNumber, court, administrator, judge, stage, stageSince, status
        case track, openedAt, closedAt, openDuties, overdueDuties, nextDue

        /// An agency is shown the field by this group; nil: always.
        var group: FieldGroup? {
            switch self {
            case .id, .version, .debtorName, .creditCode, .court, .openDuties, .overdueDuties, .nextDue: nil
            case .caseNumber: .caseNumber
            case .administrator: .administrator
            case .judge: .judge
            case .stage, .stageSince, .closedAt: .stage
            case .status: .procedure
            case .track: .track
            case .openedAt: .opening
            }
        }

        /// What it is for the row `matter`, whose own duties are counted as `duty`.
        fileprivate var value: Query {
            switch self {
            case .id: "matter.id"
            case .version: "matter.version"
            case .debtorName: "debtor_name"
            case .creditCode: "credit_code"
            case .caseNumber: "case_number"
            case .court: MatterSummary.named("court")
            case .administrator: MatterSummary.named("administrator")
            case .judge:
                "case when judge_id is not null then json_build_object('id', judge_id, 'name', judge_name) end"
            case .stage: "stage"
            case .stageSince: instantText("stage_since")
            case .status: "status"
            case .track: "track"
            case .openedAt: instantText("opened_at")
            case .closedAt: instantText("closed_at")
            case .openDuties: "duty.open"
            case .overdueDuties: "duty.overdue"
            case .nextDue: "duty.next"
            }
        }
    }
}

/// An organisation as it is named in read models.
public struct NamedOrganisation: Codable, Hashable, Sendable {
    public let id: OrganisationID
    public let name: LocalText
}

extension MatterSummary {
    /// JSON of a summary for the row `matter`, with the fields that the reader is shown.
    static func json(today: LegalDate, for principal: Principal, _ shown: FieldVisibility) -> Query {
        let fields: [Query] = CodingKeys.allCases.map { key in
            let name = "\"\(key.rawValue)\""
            guard shown.isRestricted, let group = key.group else { return "\(key.value) as \(raw: name)" }
            return "case when \(shown.shows(group, pending: "held.duties")) then \(key.value) end as \(raw: name)"
        }
        // The offset keeps the planner from working it out once a field.
        let held: Query = shown.isRestricted ? "cross join (select \(shown.pending) as duties offset 0) as held" : ""
        return """
            select \(fields.joined(separator: ", "))
            from (select
                count(*) as open, min(due_on) as next,
                count(*) filter (where \(Overdue.clause(on: today))) as overdue
                from duty_assignment
                where matter_id = matter.id and settled_at is null and \(Visibility.duties(principal))) as duty
            \(held)
            """
    }

    fileprivate static func named(_ column: String) -> Query {
        """
        (select json_build_object('id', id, 'name', json_build_object('zh', name_zh, 'en', name_en))
        from organisation where id = matter.\(raw: column))
        """
    }
}
