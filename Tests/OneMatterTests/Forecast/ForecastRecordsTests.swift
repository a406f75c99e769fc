import Foundation
import MatterCore
import Postgres
import Testing

@testable import Casework
@testable import OneMatter

/// What the statements read is what a recount of all events gives, for each reader of what that reader may read.
@Suite struct ForecastRecordsTests {
    @Test(.timeLimit(.minutes(5))) func statementsCountWhatTheEventsSay() async throws {
        try await Site.run { site in
            let casework = site.casework
            try await Seeding(casework: casework, seed: 9, report: { _ in }).add(240)
            let now = now()
            let calendar = try await casework.calendar()
            let all = try await casework.everything()
            #expect(all.count == 240)
            let readers: [(Role, OrganisationID)] = [
                (.judge, "COURT-33"), (.judge, "COURT-330602"), (.judge, "COURT-330603"), (.auditor, "COURT-3306"),
                (.administrator, "FIRM-A"), (.administrator, "FIRM-B"),
            ]
            var records: [ForecastRecords] = []
            for (role, organisation) in readers {
                let principal = try #require(
                    try await casework.principal(id: "reader", name: "示例", role: role, organisation: organisation))
                let readable = all.filter { Access.mayRead(principal, $0.facts) }
                let expected = Recount(readable.map(\.events), at: now, calendar)
                let found = try await casework.reading(as: .reader(principal)) { (db: borrowing Session) in
                    let source = ForecastSource(principal, calendar, at: now)
                    let matters = ForecastMatters(source: source, condition: "true")
                    var answers = try db.query(source.queries + matters.queries)[...]
                    return (try source.records(&answers), try matters.items(&answers).map(\.subject))
                }
                #expect(found.0 == expected.records, "\(role) of \(organisation)")
                #expect(found.1 == expected.subjects.sorted { $0.matter < $1.matter }, "\(role) of \(organisation)")
                #expect(found.0.stays.values.reduce(0, +) > 40 && found.0.duties.values.reduce(0, +) > 40)
                records.append(found.0)
            }
            #expect(Set(records).count > 4)
            // Somebody had a turn besides the unit.
            #expect(records[0].duties.keys.contains { $0.unitDays < $0.days })
            #expect(records[0].stays.keys.contains { $0.end == nil })
            try await Self.expectScenarios(casework)
        }
    }
}

extension ForecastRecordsTests {
    /// Nothing changed is the present to the byte; everybody twice as slow closes fewer matters and none earlier.
    fileprivate static func expectScenarios(_ casework: Casework) async throws {
        let judge = try #require(
            try await casework.principal(id: "judge", name: "示例", role: .judge, organisation: "COURT-33"))
        let (filter, page) = (MatterFilter(order: .openedAt), PageRequest(size: 60))
        let present = try await casework.forecast(filter, page: page, seed: 1, by: judge)
        #expect(present.page.items.count == 60 && present.page.next != nil)
        let same = try await casework.forecast(under: Scenario(), filter, page: page, seed: 1, by: judge)
        let forecasts = try bytes(present.page.items.map(\.forecast))
        #expect(try bytes(same.page.items.map(\.present)) == forecasts)
        #expect(try bytes(same.page.items.map(\.scenario)) == forecasts)
        #expect(try bytes([same.present, same.scenario]) == bytes([present.totals, present.totals]))
        let one = try #require(present.page.items.first)
        let alone = try await casework.forecast(of: one.matter.id, seed: 1, by: judge)
        #expect(alone.item.forecast == one.forecast && alone.provenance == present.provenance)
        #expect(present.page.items.contains { ($0.forecast?.records ?? 0) >= Forecaster.enoughRecords })

        let agencies = Theatre.workflow.content.agencies
        let slow = Scenario(slower: agencies.map { .init(agency: $0.id, times: Ratio(2, 1)) })
        let slower = try await casework.forecast(under: slow, filter, page: page, seed: 1, by: judge)
        #expect(try bytes(slower.page.items.map(\.present)) == forecasts)
        let shifts = slower.page.items.flatMap { [$0.difference.early, $0.difference.median, $0.difference.late] }
        #expect(shifts.allSatisfy { ($0 ?? 0) >= 0 } && shifts.contains { ($0 ?? 0) > 0 })
        for (before, after) in zip(slower.present.within, slower.scenario.within) {
            #expect(before.by == after.by && before.closings >= after.closings)
        }
        #expect(slower.present != slower.scenario)
    }

    private static func bytes(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(value)
    }
}

/// A matter with its history and what decides who reads it.
private struct Whole: Sendable {
    let facts: Access.ReadFacts
    let events: [MatterEvent]
}

extension Casework {
    fileprivate func everything() async throws -> [Whole] {
        let organisations = try await organisations()
        let parents = Dictionary(uniqueKeysWithValues: organisations.map { ($0.id, $0.parent) })
        return try await reading(as: .service) { (db: borrowing Session) in
            let ids = try db.query("select id from matter order by id").map { try $0.next(Int64.self) }
            return try ids.map { id in
                let events = try EventStore.events(of: id, from: 1, through: 100_000, db)
                let state = try #require(MatterState.replay(events))
                let ancestors = Array(sequence(first: state.court) { parents[$0] ?? nil }.dropFirst())
                return Whole(
                    facts: .init(
                        court: state.court, courtAncestors: ancestors, region: state.region,
                        administrator: state.administrator, openedBy: state.openedBy, involvedUnits: [],
                        isSealed: state.sealedAt != nil, judges: state.judges), events: events)
            }
        }
    }
}
