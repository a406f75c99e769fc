import Ledger
import MatterCore
import Postgres
import Testing

@testable import Casework

/// What is changed in the ledger behind the program's back is found, and nothing else is.
@Suite struct LedgerAuditTests {
    static let alterations: [(String, LedgerAudit.Finding)] = [
        ("update ledger_leaf set hash = repeat('1', 64) where position = 2", .event(position: 2)),
        ("delete from ledger_leaf where position = 2", .gap(position: 2)),
        ("delete from ledger_leaf where position = (select max(position) from ledger_leaf)", .cutOff(at: 0, signed: 0)),
        ("delete from ledger_checkpoint where size = (select max(size) from ledger_checkpoint)", .uncovered(from: 0)),
        (
            "update ledger_node set hash = decode(repeat('11', 32), 'hex') where level = 1 and index = 0",
            .node(level: 1, index: 0)
        ),
        ("delete from ledger_node where level = 0 and index = 1", .node(level: 0, index: 1)),
        ("update ledger_checkpoint set root = repeat('1', 64) where size = $first", .root(size: 0)),
        ("update ledger_checkpoint set signature = repeat('1', 128) where size = $first", .signature(size: 0)),
        ("update ledger_checkpoint set at = at + interval '1 second' where size = $first", .signature(size: 0)),
        ("update matter_event set hash = repeat('1', 64) where number = 2", .event(position: 1)),
        ("delete from matter_event where number = 2", .event(position: 1)),
        ("update access_entry set subject = 'x'", .entry(position: 0)),
        ("update access_entry set detail = '{\"more\": 1}'", .entry(position: 0)),
        ("update access_entry set kind = 'export'", .entry(position: 0)),
        ("delete from access_entry", .lostEntry(position: 0)),
    ]

    @Test(arguments: alterations.indices)
    func whatWasAlteredIsFound(_ index: Int) async throws {
        try await inOffice { office in
            let first = try await office.smallLedger()
            let before = try await office.casework.auditLedger()
            #expect(before.findings == [] && before.size > first && before.checkpoints == 2)
            let (statement, expected) = Self.alterations[index]
            try await office.owner.script(
                """
                alter table matter_event disable trigger all;
                alter table access_entry disable trigger all;
                alter table ledger_leaf disable trigger all;
                alter table ledger_node disable trigger all;
                alter table ledger_checkpoint disable trigger all;
                \(statement.replacing("$first", with: "\(first)"))
                """)
            let findings = try await office.casework.auditLedger().findings
            #expect(findings.contains { $0.isAlike(expected) }, "\(statement): \(findings)")
        }
    }

    /// An entry whose time is over is missed by nobody; its place and its hash stay.
    @Test func aForgottenEntryIsNoFinding() async throws {
        try await inOffice { office in
            _ = try await office.smallLedger()
            office.clock.advance(days: 400)
            try await office.owner.script(
                "alter table access_entry disable trigger all; delete from access_entry")
            #expect(try await office.casework.auditLedger().findings == [])
        }
    }

    @Test func anEmptyLedgerIsSound() async throws {
        try await inOffice { office in
            let audit = try await office.casework.auditLedger()
            #expect(audit.findings == [] && audit.size == 0)
        }
    }

    /// What the program can't even read is named like any other alteration.
    @Test(arguments: [
        ("update matter_event set body = '{\"foo\": 1}' where number = 2", MatterAudit.Finding.unreadable(event: 2)),
        ("update matter_event set origin = '7' where number = 2", .unreadable(event: 2)),
        ("update matter set panel = '{}'", .unreadableRow(table: "matter")),
        (
            "update duty_assignment set detail = detail - 'cause' where number = 2",
            .unreadableRow(table: "duty_assignment")
        ),
        ("update deadline set detail = detail - 'steps'", .unreadableRow(table: "deadline")),
        (
            "update instrument set served = '7'",
            .unreadableRow(table: "instrument, attachment or assistance_request")
        ),
    ])
    func whatCannotBeReadIsFound(_ statement: String, _ expected: MatterAudit.Finding) async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            try await office.owner.script("alter table matter_event disable trigger all; \(statement)")
            let findings = try await office.audit(matter)
            #expect(findings.contains(expected), "\(statement): \(findings)")
        }
    }
}

extension LedgerAudit.Finding {
    /// Alike but for a size or position that the test does not know.
    fileprivate func isAlike(_ other: Self) -> Bool {
        switch (self, other) {
        case (.event, .event), (.cutOff, .cutOff), (.uncovered, .uncovered), (.root, .root), (.signature, .signature),
            (.entry, .entry),
            (.lostEntry, .lostEntry):
            true
        default: self == other
        }
    }
}

extension Office {
    /// A matter and an entry of the access log in two batches; answers the size after the first.
    fileprivate func smallLedger() async throws -> Int {
        let sequencer = Sequencer(casework, key: try LedgerKey.random())
        _ = try await takeover()
        try await sequencer.sequence()
        let first = casework.news.size
        try await casework.log([AccessEntry(.signIn, at: clock.now, by: try await judge, subject: "session")])
        _ = try await watched()
        try await sequencer.sequence()
        return first
    }
}
