internal import MatterCore
internal import Postgres

/// What a calendar makes of ends that are counted alike. JSON is how it goes into a statement, all changes at once.
struct EndChange: Codable, Sendable {
    let counting: String
    let dueOn: LegalDate
    let isProvisional: Bool
    /// In the matters of this court; nil: in all others than those of `exceptCourts`.
    let court: OrganisationID?
    let exceptCourts: [OrganisationID]
    let newDueOn: LegalDate
    let isNewProvisional: Bool

    enum CodingKeys: String, CodingKey {
        case counting
        case dueOn = "due_on"
        case isProvisional = "due_provisional"
        case court
        case exceptCourts = "except_courts"
        case newDueOn = "new_due_on"
        case isNewProvisional = "new_due_provisional"
    }

    private init(_ alike: CountedAlike, _ after: DueDate, court: OrganisationID?, except: [OrganisationID]) {
        counting = alike.counting.description
        dueOn = alike.due.date
        isProvisional = alike.due.isProvisional
        self.court = court
        exceptCourts = except
        newDueOn = after.date
        isNewProvisional = after.isProvisional
    }

    /// The changes of one way of counting. Courts that declared outages of their own have calendars of their own.
    static func changes(
        _ alike: CountedAlike, _ calendar: WorkCalendar, _ courts: [(id: OrganisationID, calendar: WorkCalendar)]
    ) -> [EndChange] {
        guard let end = alike.counting.end(calendar) else { return [] }
        let others: [(id: OrganisationID, end: DueDate)] = courts.compactMap { court in
            guard let own = alike.counting.end(court.calendar), own != end else { return nil }
            return (id: court.id, end: own)
        }
        var changes = others.filter { $0.end != alike.due }.map { EndChange(alike, $0.end, court: $0.id, except: []) }
        if end != alike.due { changes.append(EndChange(alike, end, court: nil, except: others.map(\.id))) }
        return changes
    }

    /// The rows whose end changes, as `row`, with the change as `change` and their matter as `matter`.
    static func rows(_ changes: [EndChange], _ dated: Dated) throws -> Query {
        """
        json_to_recordset(\(try JSONText(changes))::json) as change (counting text, due_on date, due_provisional boolean,
            court text, except_courts text[], new_due_on date, new_due_provisional boolean)
        join \(raw: dated.table) as row on row.counting = change.counting and row.due_on = change.due_on
            and row.due_provisional = change.due_provisional
        join matter on matter.id = row.matter_id and \(dated.runs)
            and case when change.court is null then not (matter.court = any(change.except_courts))
                else matter.court = change.court end
        """
    }
}
