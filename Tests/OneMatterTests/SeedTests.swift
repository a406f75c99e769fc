import Foundation
import MatterCore
import Postgres
import Testing

@testable import Casework
@testable import OneMatter

/// The synthetic portfolio.
@Suite struct SeedTests {
    private static func portfolio(seed: UInt64 = 1, now: Instant = Theatre.now) throws -> Portfolio {
        let agencies = Theatre.workflow.content.agencies
        return try Portfolio(
            workflow: Theatre.workflow, calendar: Theatre.calendar,
            organisations: SampleOrganisations.all(agencies: agencies), seed: seed, now: now
        )
    }

    /// Some hundreds of them, played once for all tests.
    private static let matters: Result<[(state: MatterState, events: [MatterEvent])], any Error> = Result {
        let all = try portfolio()
        return try (1...600).map { try all.matter(Int64($0)) }
    }

    @Test func replayingEachHistoryGivesItsState() throws {
        for matter in try Self.matters.get() { #expect(MatterState.replay(matter.events) == matter.state) }
    }

    @Test func theSameSeedGivesTheSamePortfolio() throws {
        let (one, same, other) = (try Self.portfolio(), try Self.portfolio(), try Self.portfolio(seed: 2))
        for id in Int64(1)...20 {
            #expect(try one.matter(id).events == same.matter(id).events)
            #expect(try one.matter(id).events != other.matter(id).events)
        }
    }

    @Test func itIsSpreadOverStagesRoutesCourtsAndYears() throws {
        let states = try Self.matters.get().map(\.state)
        #expect(Set(states.map(\.stage)) == Set(Theatre.workflow.content.stages.map(\.id)))
        // Every status but the additional distribution and a performed settlement that is still in its tax stage.
        #expect(Set(states.map(\.status)).count >= 14)
        #expect(Set(states.map(\.court)).count == 3)
        #expect(Set(states.compactMap(\.filing?.route)) == Set(Route.allCases))
        #expect(Set(states.map { $0.openedAt.legalDate.components.year }).count >= 5)
        let duties = states.flatMap(\.assignments.values)
        #expect(Set(duties.map(\.state)).isSuperset(of: [.open, .acknowledged, .completed, .waived, .refusalUpheld]))
        let today = Theatre.now.legalDate
        #expect(duties.contains { !$0.state.isSettled && $0.due.date < today })
        #expect(duties.contains { $0.state == .completed && ($0.settledAt?.legalDate ?? today) > $0.due.date })
    }

    /// A portfolio in which deadlines are met, early and late, run, and were missed.
    @Test func deadlinesLookLikeThoseOfACourt() throws {
        let deadlines = try Self.matters.get().flatMap(\.state.deadlines.values)
        let met = deadlines.compactMap { deadline in deadline.met.map { ($0.on, deadline.due.date) } }
        let late = met.count { $0 > $1 }
        #expect(
            met.count > 1_500 && late * 100 > met.count * 3 && late * 100 < met.count * 30, "\(late) of \(met.count)")
        #expect(met.contains { $0 < $1 })
        let today = Theatre.now.legalDate
        let pending = deadlines.filter { $0.isPending && $0.nature == .obligation }
        #expect(pending.contains { $0.due.date < today } && pending.contains { $0.due.date >= today })
        #expect(Set(deadlines.compactMap(\.rule)).count > 30)
    }

    @Test func namesSaySampleAndCodesAreValidAndUnique() throws {
        let states = try Self.matters.get().map(\.state)
        #expect(states.allSatisfy { $0.debtorName.hasPrefix("示例") && CreditCode.isValid($0.creditCode) })
        #expect(Set(states.map(\.creditCode)).count == states.count)
    }

    @Test func timeGoesForwardAndStopsToday() throws {
        for matter in try Self.matters.get() {
            let times = matter.events.map(\.at)
            #expect(times == times.sorted())
            #expect(times.last.map { $0 <= Theatre.now } == true)
        }
    }

    /// Seeded rows are those that acts would have left: loading them gives what their events give, and life goes on.
    @Test(.timeLimit(.minutes(5))) func seededRowsAreTheFoldOfTheirEvents() async throws {
        try await Site.run { site in
            let casework = site.casework
            for round in 1...2 {
                try await Seeding(casework: casework, seed: 1, report: { _ in }).add(250)
                let loaded = try await casework.reading(as: .service) { (db: borrowing Session) in
                    let ids = try db.query("select id from matter order by id").map { try $0.next(Int64.self) }
                    let store = MatterStore(Dictionary(uniqueKeysWithValues: ids.map { ($0, .whole) }))
                    var answers = try db.query(store.queries(locking: false))[...]
                    return try store.states(&answers).values.map { state in
                        (state, try EventStore.events(of: state.id, from: 1, through: 10_000, db))
                    }
                }
                #expect(loaded.count == 250 * round)
                for (state, events) in loaded { #expect(MatterState.replay(events) == state) }
            }
            #expect(try await casework.sweepFiles().missing == [])

            let judge = try #require(
                try await casework.principal(
                    id: "sample-judge-330603", name: "示例法官", role: .judge, organisation: "COURT-330603"))
            let filter = MatterFilter(stage: "TAKEOVER", status: "LIQUIDATION")
            let open = try await casework.matters(filter, page: PageRequest(), by: judge)
            let matter = try #require(open.items.first)
            let detail = try await casework.matter(matter.id, by: judge)
            let outcome = try await casework.perform(
                .recordInstrument(
                    RecordInstrument(
                        kind: "seal_letter", documentNumber: "示例", issuedOn: now().legalDate, issuer: "示例")),
                on: matter.id, expecting: detail.version, by: judge,
                idempotency: IdempotencyClaim(key: "next", request: "x".utf8))
            #expect(outcome.events.map(\.number) == [try #require(detail.eventCount) + 1])
        }
    }
}
