import Foundation
import MatterCore
import Postgres
import Testing

@testable import Casework

/// Each group alone shows its fields and no other, in the page of a matter and in lists; the documents say the same.
@Suite struct FieldGroupTests {
    /// The shipped definition with every duty disclosing just this.
    private static func workflow(_ groups: [FieldGroup]) -> Workflow {
        var content = Office.workflow.content
        content.duties = content.duties.map { duty in
            Duty(
                id: duty.id, name: duty.name, agency: duty.agency, coAgencies: duty.coAgencies, stage: duty.stage,
                triggers: duty.triggers, limit: duty.limit, isMandatory: duty.isMandatory,
                onlyIfDebtorEnds: duty.onlyIfDebtorEnds, materials: duty.materials, results: duty.results,
                basis: duty.basis,
                discloses: DisclosureRule(
                    groups: groups, instruments: duty.discloses.instruments, purpose: duty.discloses.purpose,
                    basis: duty.discloses.basis))
        }
        return Workflow(content: content)
    }

    private static let always: Set<String> = [
        "id", "version", "workflow", "debtorName", "creditCode", "court", "region", "sealedAt", "milestones", "duties",
        "instruments", "attachments", "requests", "disclosure",
    ]

    /// A matter in which every field has a value.
    private static func full(_ office: Office) async throws -> MatterState {
        let matter = try await office.takeover()
        try await office.seal(matter, court: "COURT-330603", judge: "judge-1", panel: [])
        var state = try #require(try await office.stored(matter))
        state.ground = "EBL_107"
        state.acceptedOn = "2026-03-01".date
        state.terminatedOn = "2026-03-02".date
        state.closedAt = office.clock.now
        return state
    }

    @Test func eachGroupShowsItsFieldsOfAMatter() async throws {
        try await inOffice { office in
            let state = try await Self.full(office)
            let unit = try await office.principal(.agency, "TAX-330603")
            let documented = try Self.documented(column: 1)
            for group in FieldGroup.allCases {
                let workflow = Self.workflow([group])
                let disclosure = Disclosure(to: unit, of: state)
                let cut = disclosure.parts(of: state, under: workflow)
                let names = try await office.casework.reading(as: .directory) { (db: borrowing Session) in
                    try OrganisationNames(of: state, db)
                }
                let detail = MatterDetail(
                    VisibleMatter(
                        state: cut, workflow: workflow, disclosure: disclosure,
                        shown: Shown.Matter(id: state.id, workflow: state.workflow, held: [])), names,
                    today: "2026-03-02".date)
                guard case .object(let members) = try JSONValue(plain: detail) else { throw Unexpected(detail) }
                let own = Set(MatterDetail.CodingKeys.allCases.filter { $0.group == group }.map(\.rawValue))
                #expect(Set(members.keys) == Self.always.union(own), "\(group)")
                #expect(documented[group.rawValue] == own.union(group == .service ? ["served"] : []), "\(group)")
                #expect(detail.instruments.allSatisfy { ($0.served != nil) == (group == .service) })
                #expect(!detail.instruments.isEmpty)
            }
            #expect(
                Set(MatterDetail.CodingKeys.allCases.filter { $0.group == nil }.map(\.rawValue)) == Self.always)
        }
    }

    @Test func eachGroupShowsItsFieldsInLists() async throws {
        try await inOffice { office in
            let state = try await Self.full(office)
            try await office.execute(
                """
                update matter set stage = 'ARCHIVED', closed_at = now(), case_number = 'x' where id = \(state.id)
                """)
            let unit = try await office.principal(.agency, "TAX-330603")
            let documented = try Self.documented(column: 2)
            let always: Set<String> = [
                "id", "version", "debtorName", "creditCode", "court", "openDuties", "overdueDuties", "nextDue",
            ]
            for group in FieldGroup.allCases {
                let workflow = Self.workflow([group])
                try await office.execute(
                    "update involvement set fields = \([group.rawValue]) where matter_id = \(state.id)")
                let json = try await office.casework.reading(as: .reader(unit)) { (db: borrowing Session) in
                    let summary = MatterSummary.json(
                        today: "2026-03-02".date, for: unit, FieldVisibility(to: unit, under: [workflow]))
                    return try db.query(
                        "select (select row_to_json(summary) from (\(summary)) as summary) from matter where id = \(state.id)"
                    ).first?.json(JSONValue.self)
                }
                guard case .object(let members)? = json else { throw Unexpected(group) }
                let shown = Set(members.filter { $0.value != .null }.keys)
                let own = Set(MatterSummary.CodingKeys.allCases.filter { $0.group == group }.map(\.rawValue))
                #expect(shown == always.union(own), "\(group)")
                #expect((documented[group.rawValue] ?? []) == own, "\(group)")
            }
            // What is hidden is absent from the answer, not null.
            let items = try await office.casework.matters(MatterFilter(), page: PageRequest(), by: unit).items
            let text = String(decoding: try JSONEncoder().encode(items), as: UTF8.self)
            #expect(!items.isEmpty && !text.contains("null") && !text.contains("stage"))
        }
    }

    /// Conditions on fields are written over all definitions, so one that another process published is learnt first.
    @Test func aVersionPublishedElsewhereIsLearnt() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            try await office.execute(
                """
                insert into workflow_version (id, version, digest, content, valid_from, status)
                select id, 2, digest, jsonb_set(content, '{version}', '2'), valid_from, 'retired' from workflow_version
                """)
            try await office.execute("update matter set workflow_version = 2 where id = \(matter)")
            let unit = try await office.principal(.agency, "TAX-330603")
            let filter = MatterFilter(administrator: "FIRM-A")
            #expect(try await office.casework.countMatters(filter, by: unit) == 1)
            let items = try await office.casework.matters(filter, page: PageRequest(), by: unit).items
            #expect(items.first?.administrator?.id == "FIRM-A" && items.first?.stage == nil)
        }
    }

    /// The table of groups in docs/authorisation.md: its fields by group.
    private static func documented(column: Int) throws -> [String: Set<String>] {
        let path = "\(Office.folder)/../docs/authorisation.md"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "## Groups of fields\n").last)
        var table: [String: Set<String>] = [:]
        for line in section.prefix(while: { $0 != "#" }).split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst()
            let words = cells.map { Set($0.matches(of: /`(\w+)`/).map { String($0.1) }) }
            table[try #require(words[0].first)] = words[column]
        }
        return table
    }
}
