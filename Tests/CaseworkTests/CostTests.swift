import MatterCore
import Postgres
import Testing

@testable import Casework

/// What an act costs does not depend on the age of the matter.
@Suite struct CostTests {
    @Test func anActIsTwoRoundTripsHoweverManyDutiesItOpens() async throws {
        try await inOffice { office in
            let judge = try await office.judge
            let unit = try await office.principal(.agency, "TAX-330603")
            let matter = try await office.takeover()
            let tax = try #require(
                try await office.stored(matter)?.assignments.values.first { $0.unit == unit.organisation.id })
            let acts: [(Command, Principal)] = [
                (.recordInstrument(office.instrument("declaration_ruling")), judge),
                (.recordMilestone(RecordMilestone(milestone: "CLAIMS_NOTICE_SENT", on: "2026-03-02".date)), judge),
                (.setTrack(SetTrack(track: .fast, reason: "快")), judge),
                (.duty(tax.number, .acknowledge(Acknowledge())), unit),
            ]
            for (command, principal) in acts {
                let (outcome, cost) = try await Database.measuringCost {
                    try await office.act(command, matter, by: principal)
                }
                #expect(!outcome.events.isEmpty)
                #expect(cost.roundTrips == 2, "\(command)")
            }
            let (_, opening) = try await Database.measuringCost {
                try await office.casework.open(
                    OpenMatter(origin: "watch_list", debtorName: "示例", creditCode: office.creditCode()), by: judge,
                    idempotency: office.claim())
            }
            #expect(opening.roundTrips == 2)
        }
    }

    @Test func rowsReadAreTheSameAtTenAndAtTenThousandEvents() async throws {
        // One connection, so that its counters are the ones that are flushed.
        try await inOffice(poolSize: 1) { office in
            let judge = try await office.judge
            let young = try await office.takeover()
            let old = try await office.takeover()
            try await office.execute(
                """
                insert into matter_event (matter_id, number, at, author_id, author_name, author_role,
                    author_organisation, kind, body, matter_version)
                select matter_id, last.number + n, at, author_id, author_name, author_role, author_organisation, kind,
                    body, matter_version
                from (select * from matter_event where matter_id = \(old) order by number desc limit 1) as last,
                    generate_series(1, 10000) as n
                """)
            try await office.execute("update matter set event_count = event_count + 10000 where id = \(old)")
            try await office.database.script("analyze")
            // Statements are prepared and catalogues read before anything is counted.
            for matter in [young, old] {
                _ = try await office.act(.setTrack(SetTrack(track: .fast, reason: "快")), matter, by: judge)
            }
            var costs: [(returned: Int, read: Int)] = []
            for matter in [young, old] {
                let before = try await Self.rowsRead(office)
                let (_, cost) = try await Database.measuringCost {
                    try await office.act(
                        .recordMilestone(RecordMilestone(milestone: "CLAIMS_NOTICE_SENT", on: "2026-03-02".date)),
                        matter, by: judge)
                }
                costs.append((cost.rows, try await Self.rowsRead(office) - before))
            }
            #expect(costs[0].returned == costs[1].returned)
            #expect(costs[0].read == costs[1].read && costs[0].read > 0)
            #expect(try await office.stored(old)?.eventCount ?? 0 > 10_000)
        }
    }

    /// Rows that the server has read from our tables.
    private static func rowsRead(_ office: Office) async throws -> Int {
        _ = try await office.database.write { (db: borrowing Session) in
            try db.execute("select pg_stat_force_next_flush()")
        }
        return try await office.scalar(
            "select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_user_tables", as: Int.self)
    }
}

extension String {
    var date: LegalDate { LegalDate(self)! }
}
