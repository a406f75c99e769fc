import Ledger
import MatterCore
import Postgres
import Testing

@testable import Casework

/// Who saw what, page by page.
@Suite struct AccessListTests {
    @Test func whoSawAMatterIsForItsJudge() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let other = try await office.takeover()
            let judge = try await office.judge
            let unit = try await office.unit(try #require(try await office.stored(matter)?.assignments[1]))
            _ = try await office.casework.matters(MatterFilter(), page: PageRequest(), by: unit)
            _ = try await office.casework.duty(1, of: matter, by: unit)
            _ = try await office.casework.matter(matter, by: try await office.administrator)
            try await office.casework.flushAccessLog()
            let all = try await office.casework.accesses(of: matter, page: PageRequest(), by: judge)
            #expect(all.items.map(\.subject) == ["getMatter", "getAssignment", "listMatters"])
            #expect(all.items.map(\.kind) == [.view, .disclosure, .disclosure])
            // Of an entry about many matters the reader of one sees that one.
            #expect(all.items.allSatisfy { $0.matters == [matter] && $0.address == nil })
            #expect(try await office.entries("subject = 'listMatters'").first?.matters == [matter, other])
            guard case .array(let shown)? = all.items[2].detail["shown"] else {
                throw CaseworkError.failed("no detail")
            }
            #expect(shown.count == 1 && all.items[2].ground == nil)
            // The hash is the one in the ledger.
            #expect(try await office.entries("true").map(\.hash.hex).contains(all.items[2].hash))
            // Those who do the matter's work know of their own people.
            let own = try await office.casework.accesses(of: matter, page: PageRequest(), by: unit)
            #expect(own.items.map(\.subject) == ["getAssignment", "listMatters"])
            #expect(own.items[1].matters == [matter, other])
            // A judge of the court who is not in charge is not told, and no other court.
            _ = try await office.act(
                .assignJudge(AssignJudge(judge: judge.person, panel: [])), matter, by: judge)
            _ = try await office.casework.accesses(of: matter, page: PageRequest(), by: judge)
            for reader in [
                try await office.principal(.judge, "COURT-330603", "judge-2"),
                try await office.principal(.judge, "COURT-33"),
            ] {
                _ = try await office.casework.matter(matter, by: reader)
                do {
                    _ = try await office.casework.accesses(of: matter, page: PageRequest(), by: reader)
                    Issue.record("\(reader.id) of \(reader.organisation.id) was told who saw the matter")
                } catch {
                    guard case CaseworkError.refused(let why) = error, why.kind == .forbidden else { throw error }
                }
            }
        }
    }

    @Test func everybodySeesWhatTheyDidAndWhatADeputyDidForThem() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            let deputy = Principal(
                id: "judge-2", name: "示例", role: .judge, organisation: judge.organisation, onBehalfOf: judge.person)
            _ = try await office.casework.matter(matter, by: judge)
            _ = try await office.casework.history(of: matter, page: PageRequest(), by: deputy)
            try await office.casework.flushAccessLog()
            func subjects(_ reader: Principal) async throws -> [String] {
                try await office.casework.accesses(page: PageRequest(), by: reader).items.map(\.subject)
            }
            #expect(try await subjects(judge) == ["listEvents", "getMatter"])
            #expect(try await subjects(deputy) == ["listEvents"])
            #expect(try await subjects(try await office.principal(.judge, "COURT-330602")) == [])
        }
    }

    @Test func pagesAndFiltersFindEverythingOnce() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            let auditor = try await office.principal(.auditor, "COURT-33")
            for number in 0..<25 {
                office.clock.advance(seconds: 3_600)
                let reader = try await office.principal(.judge, "COURT-330603", "judge-\(number % 2 + 1)")
                _ = try await office.casework.matter(matter, by: reader)
            }
            try await office.casework.flushAccessLog(everything: true)
            func all(_ filter: AccessFilter, size: Int, by reader: Principal, of matter: Int64?) async throws -> [Int64]
            {
                var found: [Int64] = []
                var cursor: String?
                repeat {
                    let request = PageRequest(size: size, cursor: cursor)
                    let page =
                        if let matter {
                            try await office.casework.accesses(of: matter, filter, page: request, by: reader)
                        } else { try await office.casework.accesses(filter, page: request, by: reader) }
                    found += page.items.filter { $0.kind == .view && $0.subject == "getMatter" }.map(\.id)
                    cursor = page.next
                } while cursor != nil
                return found
            }
            let views = try await office.entries("kind = 'view' and subject = 'getMatter'").count
            #expect(views == 25)
            for size in [1, 7, 200] {
                for (reader, of) in [(judge, Optional(matter)), (auditor, matter), (auditor, nil)] {
                    let found = try await all(AccessFilter(), size: size, by: reader, of: of)
                    #expect(found.count == 25 && Set(found).count == 25)
                    #expect(found == found.sorted(by: >))
                    let second = AccessFilter(organisation: "COURT-330603", person: "judge-2")
                    #expect(try await all(second, size: size, by: reader, of: of).count == 12)
                    // 25 hours from ten o'clock: some of them on the next day.
                    let today = AccessFilter(kind: .view, until: "2026-03-02".date)
                    let later = AccessFilter(kind: .view, from: "2026-03-03".date)
                    let days = [
                        try await all(today, size: size, by: reader, of: of),
                        try await all(later, size: size, by: reader, of: of),
                    ]
                    #expect(days.map(\.count).reduce(0, +) == 25 && days.allSatisfy { !$0.isEmpty })
                    #expect(try await all(AccessFilter(kind: .export), size: size, by: reader, of: of).isEmpty)
                }
            }
            await #expect(throws: CaseworkError.self) {
                try await office.casework.accesses(AccessFilter(person: "judge-2"), page: PageRequest(), by: auditor)
            }
        }
    }

    /// A page costs the same in a log of a hundred thousand entries, whoever sees how much of it.
    @Test func aPageCostsTheSameHoweverLongTheLogIs() async throws {
        try await inOffice(poolSize: 1) { office in
            let matter = try await office.takeover()
            let state = try #require(try await office.stored(matter))
            let unit = try await office.unit(try #require(state.assignments[1]))
            let judge = try await office.judge
            _ = try await office.casework.matter(matter, by: judge)
            try await office.casework.flushAccessLog()
            try await office.owner.script(
                """
                insert into access_entry (at, kind, person_id, person_name, role, organisation, origin, subject, matters,
                    occurrences, detail, hash)
                select at - make_interval(secs => n), kind, person_id, person_name, role,
                    case when n % 2 = 0 then organisation else 'COURT-11' end, origin, subject,
                    case when n % 2 = 0 then matters else '{}' end, occurrences, detail, hash
                from (select * from access_entry where kind = 'view' limit 1) as one, generate_series(1, 100000) as n;
                insert into access_entry_matter (entry, matter_id, at, organisation)
                select id, unnest(matters), at, organisation from access_entry where id > 100;
                analyze
                """)
            let auditor = try await office.principal(.auditor, "COURT-33")
            let stranger = Principal(
                id: "auditor-44", name: "示例", role: .auditor,
                organisation: Organisation(
                    id: "OFFICE-44", kind: .coordinationOffice, name: LocalText(zh: "示例", en: "Sample"), region: "44"))
            let `operator` = try await office.principal(.operator, "OPERATOR")
            func read(_ body: () async throws -> Void) async throws -> Int {
                let before = try await Self.rowsRead(office)
                try await body()
                return try await Self.rowsRead(office) - before
            }
            let page = PageRequest(size: 20)
            for (who, most, body) in [
                ("judge", 500, { _ = try await office.casework.accesses(of: matter, page: page, by: judge) }),
                ("unit", 500, { _ = try await office.casework.accesses(of: matter, page: page, by: unit) }),
                ("own", 20_000, { _ = try await office.casework.accesses(page: page, by: judge) }),
                ("auditor", 20_000, { _ = try await office.casework.accesses(page: page, by: auditor) }),
                ("stranger", 40_000, { _ = try await office.casework.accesses(page: page, by: stranger) }),
                ("operator", 40_000, { _ = try await office.casework.accesses(page: page, by: `operator`) }),
                (
                    "filter", 40_000,
                    {
                        let exports = AccessFilter(kind: .export)
                        _ = try await office.casework.accesses(of: matter, exports, page: page, by: judge)
                    }
                ),
            ] as [(String, Int, () async throws -> Void)] {
                try await body()
                let rows = try await read(body)
                print("access log of 100,000: a page for \(who) reads \(rows) rows")
                #expect(rows < most, "\(who)")
            }
        }
    }

    private static func rowsRead(_ office: Office) async throws -> Int {
        _ = try await office.database.write { (db: borrowing Session) in
            try db.execute("select pg_stat_force_next_flush()")
        }
        return try await office.database.read { (db: borrowing Session) in
            try db.query(
                """
                select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_user_tables
                where relname in ('access_entry', 'access_entry_matter', 'matter', 'ledger_leaf')
                """
            ).first?.next(Int.self) ?? 0
        }
    }
}
