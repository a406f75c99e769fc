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
                    author_organisation, kind, body, matter_version, origin, workflow, changes, previous, hash)
                select matter_id, last.number + n, at, author_id, author_name, author_role, author_organisation, kind,
                    body, matter_version, origin, workflow, changes, previous, hash
                from (select * from matter_event where matter_id = \(old) order by number desc limit 1) as last,
                    generate_series(1, 10000) as n
                """)
            try await office.execute("update matter set event_count = event_count + 10000 where id = \(old)")
            try await Self.crowd(office, with: young)
            // Statements are prepared and catalogues read before anything is counted.
            for matter in [young, old] {
                _ = try await office.act(.setTrack(SetTrack(track: .fast, reason: "快")), matter, by: judge)
            }
            var costs: [Int] = []
            var reads: [[String: Int]] = []
            for matter in [young, old] {
                let before = try await Self.rowsRead(office)
                let (_, cost) = try await Database.measuringCost {
                    try await office.act(
                        .recordMilestone(RecordMilestone(milestone: "CLAIMS_NOTICE_SENT", on: "2026-03-02".date)),
                        matter, by: judge)
                }
                costs.append(cost.rows)
                reads.append(try await Self.rowsRead(office).merging(before) { $0 - $1 })
            }
            #expect(costs[0] == costs[1])
            // The server counts a row version that it looked at and found dead, so a row or two is noise.
            for (table, rows) in reads[0] { #expect(abs(rows - (reads[1][table] ?? 0)) <= 3, "\(table)") }
            #expect(reads.allSatisfy { $0["matter_event"] == 0 && $0["duty_assignment"] ?? 0 > 0 })
            #expect(reads.allSatisfy { $0.values.reduce(0, +) < 100 })
            #expect(try await office.stored(old)?.eventCount ?? 0 > 10_000)
        }
    }

    /// What a late act has missed, and what happened to one duty, are found without reading the whole history.
    @Test func theAgeOfAMatterCostsNothingWhereHistoryIsShown() async throws {
        try await inOffice(poolSize: 1) { office in
            let judge = try await office.judge
            let matter = try await office.takeover()
            let state = try #require(try await office.stored(matter))
            let duty = try #require(state.assignments[1])
            let unit = try await office.unit(duty)
            _ = try await office.act(.duty(1, .acknowledge(Acknowledge())), matter, by: unit)
            for (assignment, version) in [("2", "1"), ("null", "null")] {
                try await office.owner.script(
                    """
                    insert into matter_event (matter_id, number, at, author_id, author_name, author_role,
                        author_organisation, kind, body, matter_version, assignment, assignment_version, origin,
                        workflow, changes, previous, hash)
                    select matter_id, number + n, at, author_id, author_name, author_role, author_organisation, kind,
                        body, matter_version, \(assignment), \(version), origin, workflow, changes, previous, hash
                    from (select * from matter_event where matter_id = \(matter) order by number desc limit 1) as last,
                        generate_series(1, 5000) as n
                    """)
            }
            try await office.owner.script(
                "update matter set event_count = event_count + 10000 where id = \(matter); analyze")
            _ = try await office.act(.setTrack(SetTrack(track: .fast, reason: "快")), matter, by: judge)
            func read(_ body: () async throws -> Void) async throws -> Int {
                let before = try await Self.rowsRead(office)["matter_event"] ?? 0
                try await body()
                let after = try await Self.rowsRead(office)["matter_event"] ?? 0
                return after - before
            }
            let detail = try await read { _ = try await office.casework.duty(1, of: matter, by: unit) }
            let clock = try await read { _ = try await office.casework.dutyClock(1, of: matter, by: unit) }
            let lateDuty = try await read {
                await #expect(throws: CaseworkError.self) {
                    try await office.act(.duty(1, .start(StartDuty())), matter, by: unit, expecting: 1)
                }
            }
            let lateMove = try await read {
                await #expect(throws: CaseworkError.self) {
                    try await office.act(
                        .setTrack(SetTrack(track: .ordinary, reason: "普")), matter, by: judge, expecting: state.version)
                }
            }
            #expect((1...200).contains(detail) && (1...200).contains(lateDuty) && (1...200).contains(lateMove))
            #expect(clock == 0)
        }
    }

    /// Copies of a matter, so many that no table is small enough to be read whole.
    private static func crowd(_ office: Office, with matter: Int64) async throws {
        func copies(_ table: String, _ columns: [String], _ key: String, replacing other: [String: String] = [:])
            -> String
        {
            let list = columns.joined(separator: ", ")
            let values = columns.map { $0 == key ? "\(key) + 1000 + n" : other[$0] ?? $0 }.joined(separator: ", ")
            return """
                insert into \(table) (\(list)) select \(values) from \(table), generate_series(1, 1000) as n
                where \(key) = \(matter);
                """
        }
        try await office.owner.script(
            copies("matter", MatterRow.columns, "id", replacing: ["credit_code": "lpad(n::text, 18, '0')"])
                + copies("duty_assignment", AssignmentRow.columns, "matter_id")
                + copies("duty_part", PartRow.columns, "matter_id")
                + copies("instrument", InstrumentRow.columns, "matter_id")
                    + """
                    insert into idempotency_key (organisation, person, key, digest, matter_id, outcome, created_at)
                    select 'COURT-330603', 'p', n::text, '', \(matter), '{}', now() from generate_series(1, 5000) as n;
                    analyze
                    """)
    }

    /// Rows that the server has read from each table that grows with the matters.
    static func rowsRead(_ office: Office) async throws -> [String: Int] {
        _ = try await office.database.write { (db: borrowing Session) in
            try db.execute("select pg_stat_force_next_flush()")
        }
        return try await office.database.read { (db: borrowing Session) in
            let rows = try db.query(
                """
                select relname::text, seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_user_tables
                where relname <> 'organisation'
                """)
            return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.next(String.self), try $0.next(Int.self)) })
        }
    }
}

extension String {
    var date: LegalDate { LegalDate(self)! }
}
