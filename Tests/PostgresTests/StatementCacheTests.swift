import Testing

@testable import Postgres

@Suite(.timeLimit(.minutes(1))) struct StatementCacheTests {
    @Test func aNameIsNeverGivenTwice() {
        var cache = StatementCache(capacity: 2)
        let names = (0..<10).map { _ in cache.newName() }
        #expect(Set(names).count == 10)
    }

    @Test func onlyConfirmedStatementsAreKnown() {
        var cache = StatementCache()
        let name = cache.newName()
        #expect(cache.name(for: "select 1") == nil)
        cache.confirm(name, for: "select 1")
        #expect(cache.name(for: "select 1") == name)
    }

    @Test func theLeastRecentlyUsedLeaves() {
        var cache = StatementCache(capacity: 2)
        cache.confirm("a", for: "1")
        cache.confirm("b", for: "2")
        _ = cache.name(for: "1")
        cache.confirm("c", for: "3")
        #expect(cache.name(for: "2") == nil)
        #expect(cache.name(for: "1") == "a")
        #expect(cache.takeEvicted() == ["b"])
        #expect(cache.takeEvicted().isEmpty)
    }

    @Test func theServerForgetsWhatLeft() async throws {
        try await withDatabase(poolSize: 1) { database in
            for number in 0..<300 {
                _ = try await database.read { (db: borrowing Session) in
                    try db.execute("select \(raw: String(number))")
                }
            }
            let held = try await database.read { (db: borrowing Session) in
                try db.query("select count(*) from pg_prepared_statements").first?.next(Int.self) ?? 0
            }
            #expect((200...260).contains(held))
        }
    }
}
