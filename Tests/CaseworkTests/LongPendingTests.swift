import MatterCore
import Postgres
import Testing

@testable import Casework

/// Matters over two and over three years, and what keeps them.
@Suite struct LongPendingTests {
    @Test func bandsBlockingReasonsAndCounts() async throws {
        try await inOffice { office in
            let judge = try await office.judge
            let first = try await office.takeover()
            let watched = try await office.watched()
            office.clock.advance(days: 365)
            let second = try await office.takeover()
            // Accepted on 1 March 2026, three years ago today: not more than three.
            office.clock.advance(days: 730)
            func found(_ years: Int) async throws -> LongPending {
                try await office.casework.longPending(
                    MatterFilter(), years: years, page: PageRequest(size: 200), by: judge)
            }
            #expect(office.clock.now.legalDate == LegalDate("2029-03-01"))
            #expect(try await found(2).items.map(\.matter.id) == [first, second, watched])
            #expect(try await found(2).counts == ["over_two_years": 3, "over_three_years": 0])
            #expect(try await found(3).items.isEmpty)
            office.clock.advance(days: 1)
            let three = try await found(3)
            // Both bring a ruling of 2026-03-01; the matter of the watch list was opened a day later.
            #expect(three.items.map(\.matter.id) == [first, second])
            #expect(three.counts == ["over_two_years": 1, "over_three_years": 2])
            #expect(three.basis.provenance == .practice)
            for item in three.items {
                let state = try #require(try await office.stored(item.matter.id))
                #expect(item.age == PendingAge(of: state, on: office.clock.now.legalDate))
                #expect(item.age.band == .overThreeYears && item.age.from == .accepted && item.age.years == 3)
                let moves = try await office.casework.nextMoves(of: item.matter.id, by: judge)
                let blocking = try #require(item.blocking)
                #expect(moves.first { $0.move == blocking.move }?.unmet == blocking.unmet)
                #expect(blocking.unmet.contains { $0.kind == "duty" && $0.owedBy != nil && $0.since != nil })
            }
            var pages: [Int64] = []
            var cursor: String?
            repeat {
                let page = try await office.casework.longPending(
                    MatterFilter(), years: 2, page: PageRequest(size: 1, cursor: cursor), by: judge)
                pages += page.items.map(\.matter.id)
                cursor = page.next
            } while cursor != nil
            #expect(pages == [first, second, watched])
            let filtered = try await office.casework.longPending(
                MatterFilter(stage: "RISK_WARNING"), years: 2, page: PageRequest(), by: judge)
            #expect(filtered.items.map(\.matter.id) == [watched] && filtered.counts["over_two_years"] == 1)
            let met = await refusal {
                try await office.casework.longPending(
                    MatterFilter(), years: 2, page: PageRequest(), by: office.principal(.agency, "TAX-330603"))
            }
            #expect(met?.code == "role-may-not")
        }
    }

    /// The work for a page does not grow with the number of its matters.
    @Test func aPageIsAFixedNumberOfStatements() async throws {
        try await inOffice { office in
            let judge = try await office.judge
            for _ in 0..<4 { _ = try await office.takeover() }
            office.clock.advance(days: 1_200)
            func statements(_ size: Int) async throws -> Int {
                try await Database.measuringCost {
                    try await office.casework.longPending(
                        MatterFilter(), years: 2, page: PageRequest(size: size), by: judge)
                }.cost.statements
            }
            _ = try await statements(1)
            #expect(try await statements(1) == (try await statements(4)))
        }
    }
}
