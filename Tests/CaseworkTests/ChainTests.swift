import Ledger
import MatterCore
import Postgres
import Testing

@testable import Casework

/// The events of a matter form a chain over records that the database alone can rebuild, and what was changed behind
/// the program's back is found.
@Suite struct ChainTests {
    @Test func theRecordIsRebuiltFromTheDatabaseAndChains() async throws {
        try await inOffice { office in
            let judge = try await office.principal(.judge, "COURT-330603")
            let deputy = Principal(
                id: judge.id, name: judge.name, role: .judge, organisation: judge.organisation,
                onBehalfOf: Person(id: "judge-7", name: "示例人员"),
                origin: Origin(address: "192.0.2.1", channel: "session", request: "r1"))
            let matter = try await office.takeover()
            let outcome = try await office.act(
                .setTrack(SetTrack(track: .fast, reason: "快\u{1}\"é")), matter, by: deputy)
            let records = try await office.records(matter)
            var previous = Digest.zero
            for (row, record) in records {
                #expect(record.previous == previous)
                #expect(HashAlgorithm.sm3.hash(record.canonical.bytes) == row.hash)
                previous = row.hash
            }
            #expect(outcome.hashes == records.suffix(outcome.events.count).map { $0.row.hash.hex })
            let last = try #require(records.last).record
            #expect(last.onBehalfOf?.id == "judge-7")
            #expect(last.origin.address == "192.0.2.1" && last.origin.request == "r1")
            #expect(last.changes.map(\.subject) == ["matter"])
            #expect(last.workflow.id == "bankruptcy" && last.workflow.digest != .zero)
            #expect(try await office.audit(matter) == [])
        }
    }

    /// Each alteration, by somebody who may disable triggers, and what the audit says.
    static let alterations: [(String, MatterAudit.Finding)] = [
        (
            "update matter_event set body = jsonb_set(body, '{trackSet,_0,reason}', '\"x\"') where number = $t",
            .altered(event: 0)
        ),
        ("update matter_event set body = body || '{\"more\": 1}' where number = $t", .altered(event: 0)),
        ("update matter_event set author_name = 'x' where number = $t", .altered(event: 0)),
        ("update matter_event set at = at + interval '1 millisecond' where number = $t", .altered(event: 0)),
        ("update matter_event set origin = '{\"address\": \"x\"}' where number = $t", .altered(event: 0)),
        ("update matter_event set hash = repeat('1', 64) where number = $t", .altered(event: 0)),
        ("update matter_event set previous = repeat('1', 64) where number = $t", .unchained(event: 0)),
        ("delete from matter_event where number = $t", .missing(event: 0)),
        ("delete from matter_event where number = $t + 1", .wrongHead),
        ("update matter set debtor_name = 'x'", .row(subject: "matter")),
        ("update matter set credit_code = '91330600000009999X'", .row(subject: "matter")),
        ("update matter set stage = 'TAX'", .row(subject: "matter")),
        ("update matter set completed_duties = '{TAX-01}'", .row(subject: "whole")),
        ("update duty_assignment set due_on = due_on + 1 where number = 2", .row(subject: "duty/2")),
        ("update duty_assignment set detail = detail || '{\"note\": \"x\"}' where number = 2", .row(subject: "duty/2")),
        ("update duty_assignment set detail = detail || '{\"more\": 1}' where number = 2", .row(subject: "duty/2")),
        ("update matter set milestones = milestones || '{\"X\": \"2026-01-01\"}'", .row(subject: "matter")),
        ("update instrument set document_number = 'x' where number = 1", .row(subject: "whole")),
        ("update deadline set due_on = due_on + 1 where number = 1", .row(subject: "deadline/1")),
        ("update deadline set detail = detail || '{\"reason\": \"x\"}' where number = 2", .row(subject: "deadline/2")),
        ("update matter set fixed_dates = '{\"FIRST_MEETING_DATE\": \"2026-01-01\"}'", .row(subject: "matter")),
        ("delete from deadline where number = 1", .row(subject: "deadline/1")),
    ]

    @Test(arguments: alterations.indices)
    func whatWasAlteredIsFound(_ index: Int) async throws {
        try await inOffice { office in
            let judge = try await office.judge
            let matter = try await office.takeover()
            let track = try await office.act(.setTrack(SetTrack(track: .fast, reason: "快")), matter, by: judge)
            _ = try await office.act(.setTrack(SetTrack(track: .ordinary, reason: "普")), matter, by: judge)
            #expect(try await office.audit(matter) == [])
            let number = try #require(track.events.first?.number)
            let (statement, expected) = Self.alterations[index]
            try await office.owner.script(
                """
                alter table matter_event disable trigger matter_event_append_only;
                \(statement.replacing("$t", with: "\(number)"))
                """)
            let findings = try await office.audit(matter)
            #expect(findings.contains(expected.at(number)), "\(statement): \(findings)")
        }
    }
}

extension MatterAudit.Finding {
    fileprivate func at(_ number: Int) -> Self {
        switch self {
        case .altered: .altered(event: number)
        case .unchained: .unchained(event: number)
        case .missing: .missing(event: number)
        default: self
        }
    }
}

extension Office {
    func audit(_ matter: Int64) async throws -> [MatterAudit.Finding] { try await casework.audit(matter).findings }

    func records(_ matter: Int64) async throws -> [(row: EventRow, record: EventRecord)] {
        try await casework.reading(as: .service) { (db: borrowing Session) in
            try db.query(StoredRecord.select(matter)).map { try StoredRecord.read($0) }
        }
    }
}
