import EmbeddedPostgres
import TestCluster
import Testing

@Suite struct TestClusterTests {
    @Test func databasesAreCopiesOfATemplatePreparedOnce() async throws {
        let preparations = Counter()
        let names = try await withThrowingTaskGroup(of: TestDatabase.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    try await TestCluster.freshDatabase(template: "numbers") { template in
                        await preparations.add()
                        _ = try Self.query("create table n as select 47 as n", template.connectionString)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(await preparations.count == 1)
        #expect(Set(names.map(\.connectionString)).count == 5)
        for (number, database) in names.enumerated() {
            _ = try Self.query("update n set n = \(number)", database.connectionString)
        }
        for (number, database) in names.enumerated() {
            let answer = try Self.query("select n from n", database.connectionString)
            #expect(answer == "\(number)\n")
            try await database.drop()
        }
    }

    @Test func aDroppedDatabaseIsGoneAndAScriptsErrorIsThrown() async throws {
        let database = try await TestCluster.emptyDatabase()
        try await database.run(script: "create table t (n int);\ncreate table u (n int);")
        await #expect(throws: (any Error).self) { try await database.run(script: "create table t (n int)") }
        try await database.drop()
        await #expect(throws: (any Error).self) { try await database.run(script: "select 1") }
    }

    @Test(arguments: [
        ("host=/tmp dbname=a", "host=/tmp dbname=a dbname=t"),
        ("postgresql://h1:1,h2:2/a?sslmode=require", "postgresql://h1:1,h2:2/t?sslmode=require"),
        ("postgresql:///a", "postgresql:///t"),
        ("postgresql://u:p@h?target_session_attrs=any", "postgresql://u:p@h/t?target_session_attrs=any"),
    ])
    func theDatabaseOfAConnectionStringIsReplaced(given: String, expected: String) {
        #expect(TestServerURL(text: given).naming(database: "t") == expected)
    }

    private actor Counter {
        private(set) var count = 0

        func add() { count += 1 }
    }

    private static func query(_ sql: String, _ connectionString: String) throws -> String {
        let (status, output) = try Child.run(["/usr/bin/psql", "-XAtq", "-c", sql, connectionString])
        guard status == 0 else { throw Scratch.Failure(text: output) }
        return output
    }
}
