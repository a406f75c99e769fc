internal import MatterCore
internal import Postgres

/// Table `involvement`: what a unit has to do with a matter, and what that opens to it. Rows only grow, so two acts that
/// add to one row may come in either order.
struct InvolvementRow: TableRow, Equatable {
    static let table = "involvement"
    static let primaryKey = [CodingKeys.matter, .unit]

    var matter: Int64
    var unit: OrganisationID
    var duties: [Int] = []
    var parts: [Int] = []
    var attachments: [Int] = []
    /// What these duties disclose, as `DisclosureRule.codes` spells it.
    var fields: [String] = []

    enum CodingKeys: String, CodingKey, CaseIterable {
        case matter = "matter_id"
        case unit, duties, parts, attachments, fields
    }
}

extension InvolvementRow {
    /// What an assignment opens: all of it to the unit that owes it, to a co-agency the letter and its own part.
    static func rows(
        of assignment: DutyAssignment, of matter: Int64, under workflow: Workflow
    ) -> [InvolvementRow] {
        let fields = workflow.duty(assignment.duty)?.discloses.codes.sorted() ?? []
        let supplied = assignment.materials.map(\.attachment)
        let returned = (assignment.result?.attachments ?? []) + assignment.parts.flatMap(\.attachments)
        let lead = InvolvementRow(
            matter: matter, unit: assignment.unit, duties: [assignment.number], attachments: supplied + returned,
            fields: fields)
        return [lead]
            + assignment.parts.map { part in
                InvolvementRow(
                    matter: matter, unit: part.unit, parts: [assignment.number],
                    attachments: supplied + part.attachments, fields: fields)
            }
    }

    mutating func merge(_ other: InvolvementRow) {
        duties = Set(duties + other.duties).sorted()
        parts = Set(parts + other.parts).sorted()
        attachments = Set(attachments + other.attachments).sorted()
        fields = Set(fields + other.fields).sorted()
    }

    /// Adds to what is there.
    static func merge(_ rows: [InvolvementRow]) throws -> Query {
        let lists = ["duties", "parts", "attachments", "fields"]
        let merged = lists.map { "array(select distinct unnest(old.\($0) || excluded.\($0)) order by 1)" }
        let list = columns.joined(separator: ", ")
        return """
            insert into involvement as old (\(raw: list))
            select \(raw: list) from json_populate_recordset(null::involvement, \(try JSONText(rows)))
            on conflict on constraint involvement_key
            do update set (\(raw: lists.joined(separator: ", "))) = row (\(raw: merged.joined(separator: ", ")))
            """
    }
}

/// Rows to be written, one a unit and matter.
struct Involvements {
    private struct Key: Hashable {
        let matter: Int64
        let unit: OrganisationID
    }

    private var rows: [Key: InvolvementRow] = [:]

    var all: [InvolvementRow] { rows.values.sorted { ($0.matter, $0.unit) < ($1.matter, $1.unit) } }

    mutating func add(
        before: DutyAssignment?, after: DutyAssignment, of matter: Int64, under workflow: Workflow
    ) {
        let new = InvolvementRow.rows(of: after, of: matter, under: workflow)
        if let before, InvolvementRow.rows(of: before, of: matter, under: workflow) == new { return }
        for row in new {
            let key = Key(matter: matter, unit: row.unit)
            if rows[key] == nil { rows[key] = row } else { rows[key]?.merge(row) }
        }
    }
}
