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
            try await Seeding(casework: casework, seed: 9, report: { _ in }).add(400)
            let now = now()
            let calendar = try await casework.calendar()
            let all = try await casework.everything()
            #expect(all.count == 400)
            let readers: [(Role, OrganisationID)] = [
                (.judge, "COURT-33"), (.judge, "COURT-330602"), (.judge, "COURT-330603"), (.auditor, "COURT-3306"),
                (.administrator, "FIRM-A"), (.administrator, "FIRM-B"),
            ]
            var records: [ForecastRecords] = []
            for (role, organisation) in readers {
                let principal = try #require(
                    try await casework.principal(id: "reader", name: "示例", role: role, organisation: organisation))
                let readable = all.filter { matter in
                    Access.mayRead(matter.state, principal, courts: matter.courts)
                }
                let expected = Recount(readable.map(\.events), at: now, calendar)
                let found = try await casework.reading(as: .reader(principal)) { (db: borrowing Session) in
                    let source = ForecastSource(principal, calendar, at: now)
                    let matters = ForecastMatters(source: source, condition: "true")
                    var answers = try db.query(source.queries + matters.queries)[...]
                    return (try source.records(&answers), try matters.items(&answers).map(\.subject))
                }
                #expect(found.0 == expected.records, "\(role) of \(organisation)")
                #expect(found.1 == expected.subjects.sorted { $0.matter < $1.matter }, "\(role) of \(organisation)")
                #expect(found.0.stays.values.reduce(0, +) > 100 && found.0.duties.values.reduce(0, +) > 100)
                records.append(found.0)
            }
            #expect(Set(records).count > 4)
            // Somebody had a turn besides the unit.
            #expect(records[0].duties.keys.contains { $0.unitDays < $0.days })
            #expect(records[0].stays.keys.contains { $0.end == nil })
        }
    }
}
