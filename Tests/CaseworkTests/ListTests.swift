import Ledger
import MatterCore
import Postgres
import Testing

@testable import Casework

@Suite struct ListTests {
    @Test(arguments: MatterFilter.Order.allCases, [true, false])
    func pagesAddUpToTheWholeListInOrder(_ order: MatterFilter.Order, _ isDescending: Bool) async throws {
        try await inOffice { office in
            var opened: Set<Int64> = []
            for index in 0..<7 {
                opened.insert(index.isMultiple(of: 2) ? try await office.takeover() : try await office.watched())
                if index == 3 { office.clock.advance(days: 1) }
            }
            let judge = try await office.judge
            let filter = MatterFilter(order: order, isDescending: isDescending)
            var items: [MatterSummary] = []
            var cursor: String?
            repeat {
                let page = try await office.casework.matters(
                    filter, page: PageRequest(size: 2, cursor: cursor), by: judge)
                items += page.items
                cursor = page.next
            } while cursor != nil
            #expect(items.count == 7 && Set(items.map(\.id)) == opened)
            let keys = items.map { item -> String in
                switch order {
                case .openedAt: item.openedAt ?? ""
                case .stageSince: item.stageSince ?? ""
                case .debtorName: item.debtorName
                case .due: item.nextDue?.description ?? "infinity"
                }
            }
            // Names sort by the database's own rules, so only the other orders are compared here.
            if order != .debtorName { #expect(keys == (isDescending ? keys.sorted(by: >) : keys.sorted())) }
        }
    }

    @Test func filtersAndSearchFindWhatTheySay() async throws {
        try await inOffice { office in
            let taken = try await office.takeover()
            let watched = try await office.watched()
            let judge = try await office.judge
            let state = try #require(try await office.stored(taken))
            func ids(_ filter: MatterFilter) async throws -> Set<Int64> {
                let page = try await office.casework.matters(filter, page: PageRequest(), by: judge)
                #expect(try await office.casework.countMatters(filter, by: judge) == page.items.count)
                return Set(page.items.map(\.id))
            }
            #expect(try await ids(MatterFilter(stage: "TAKEOVER")) == [taken])
            #expect(try await ids(MatterFilter(status: "WATCHED")) == [watched])
            #expect(try await ids(MatterFilter(administrator: "FIRM-A")) == [taken])
            #expect(try await ids(MatterFilter(track: .fast)) == [])
            #expect(try await ids(MatterFilter(isOpen: false)) == [])
            #expect(try await ids(MatterFilter(search: state.creditCode.lowercased())) == [taken])
            #expect(try await ids(MatterFilter(search: "关注企业")) == [watched])
            #expect(try await ids(MatterFilter(search: "浙0603破")) == [taken])
            #expect(try await ids(MatterFilter(search: "%")) == [])
            #expect(try await ids(MatterFilter(isOverdue: true)) == [])
            office.clock.advance(days: 400)
            #expect(try await ids(MatterFilter(isOverdue: true)).contains(taken))
        }
    }

    @Test func aCursorBelongsToItsList() async throws {
        try await inOffice { office in
            for _ in 0..<3 { _ = try await office.watched() }
            let judge = try await office.judge
            let first = try await office.casework.matters(MatterFilter(), page: PageRequest(size: 1), by: judge)
            let cursor = try #require(first.next)
            let attempts: [(MatterFilter, String)] = [
                (MatterFilter(order: .debtorName), cursor), (MatterFilter(stage: "TAX"), cursor),
                (MatterFilter(), "nonsense"), (MatterFilter(), cursor + "AAAA"),
            ]
            for (filter, cursor) in attempts {
                let met = await refusal {
                    try await office.casework.matters(filter, page: PageRequest(size: 1, cursor: cursor), by: judge)
                }
                #expect(met?.code == "bad-cursor")
            }
            let size = await refusal {
                try await office.casework.matters(MatterFilter(), page: PageRequest(size: 0), by: judge)
            }
            #expect(size?.code == "page-size")
        }
    }

    @Test func anInboxCountsWhatItShows() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let state = try #require(try await office.stored(matter))
            let assignment = try #require(state.assignments.values.min { $0.number < $1.number })
            let unit = try await office.unit(assignment)
            func counts() async throws -> [String: Int] {
                var counts: [String: Int] = [:]
                for tab in Inbox.Tab.allCases {
                    let inbox = try await office.casework.inbox(tab, page: PageRequest(), by: unit)
                    counts = inbox.counts
                    #expect(inbox.counts[tab.rawValue] == inbox.page.items.count)
                }
                return counts
            }
            let before = try await counts()
            _ = try await office.act(.duty(assignment.number, .acknowledge(Acknowledge())), matter, by: unit)
            let after = try await counts()
            #expect(after["new"] == (before["new"] ?? 0) - 1 && after["working"] == (before["working"] ?? 0) + 1)
            office.clock.advance(days: 400)
            #expect(try await counts()["overdue"] ?? 0 > 0)
            // SQL and the core say the same.
            let overdue = try await office.casework.inbox(.overdue, page: PageRequest(), by: unit).page.items
            let duties = try await office.casework.duties(of: matter, by: unit)
            #expect(
                Set(overdue.map(\.number))
                    == Set(duties.filter { $0.isOverdue && $0.unit.id == assignment.unit }.map(\.number)))
            let judge = try await office.judge
            _ = try await office.act(.duty(assignment.number, .waive(GiveReason(reason: "无必要"))), matter, by: judge)
            #expect(try await counts()["done"] == 1)
            let met = await refusal { try await office.casework.inbox(.new, page: PageRequest(), by: judge) }
            #expect(met?.code == "inbox-of-agencies")
        }
    }

    @Test func theHistoryIsTheRecordInPages() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            var events: [EventView] = []
            var cursor: String?
            repeat {
                let page = try await office.casework.history(
                    of: matter, page: PageRequest(size: 3, cursor: cursor), by: judge)
                events += page.items
                cursor = page.next
            } while cursor != nil
            let rows = try await office.casework.reading(as: .service) { (db: borrowing Session) in
                try EventStore.rows(of: matter, from: 1, through: 1_000, db)
            }
            #expect(events == (try rows.map { try EventView($0.event, hash: $0.hash.hex) }))
            guard case .object(let body) = try #require(events.first).payload else { throw Unexpected(events[0]) }
            #expect(body["court"] == .text("COURT-330603") && body["_0"] == nil)
            let moves = try await office.casework.nextMoves(of: matter, by: judge)
            #expect(moves.contains { !$0.unmet.isEmpty } && moves.contains { $0.mayAct && $0.whyNot == nil })
            // What the moves lack would tell an agency of the duties of others.
            let unit = try await office.principal(.agency, "TAX-330603")
            #expect(try await office.casework.nextMoves(of: matter, by: unit).isEmpty)
        }
    }
}
