import Casework
import EmbeddedPostgres
import Foundation
import FoundationNetworking
import Glibc
import Ledger
import MatterCore
import Postgres
import Synchronization
import TestCluster
import Testing

@testable import OneMatter

/// Two servers on one database. One after the other is killed while people work and the ledger grows. At the end there is
/// one history without a hole, everything that was acknowledged stands in it once, and every reader holds the same.
@Suite(.timeLimit(.minutes(5))) struct TwoServersTests {
    @Test func killedAgainAndAgainTheyLeaveOneHistory() async throws {
        let database = try await TestCluster.emptyDatabase()
        try await inDataFolder { data in
            try await Self.prepare(database, data)
            let site = try await Servers(data: data, database: database.applicationConnectionString)
            let judge = try Self.token(data, "judge", "COURT-330603")
            // One who always comes to the first server first, one to the second.
            let streams = [StreamReader(token: judge), StreamReader(token: judge)]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (server, stream) in streams.enumerated() {
                    group.addTask { await stream.run { site.port(server) } }
                }
                defer { streams.forEach { $0.stop() } }
                try await Self.workAndAudit(site, database, judge: judge, data: data, streams)
            }
            #expect(await site.end() == [0, 0])
        }
        try await database.drop()
    }

    private static func workAndAudit(
        _ site: Servers, _ database: TestDatabase, judge: String, data: String, _ streams: [StreamReader]
    ) async throws {
        let checkpoints = Checkpoints()
        var acknowledged: Set<Int> = []
        for round in 0..<6 {
            let opened = await work(site, judge, round) { done in
                // Somewhere in the middle, a different place each time.
                if done == 25 + 7 * round { await site.kill(round % 2) }
                if done % 20 == 0 { await checkpoints.keep(from: site, judge) }
            }
            #expect(opened.count >= 90)
            #expect(acknowledged.isDisjoint(with: opened))
            acknowledged.formUnion(opened)
            try await site.revive(round % 2)
        }
        let paging = try await Pages(judge, limit: 3).read(site)
        let owner = Database(DatabaseConfiguration(connectionString: database.connectionString))
        try await waitForTheSequencer(owner)
        await checkpoints.keep(from: site, judge)
        let all = try await auditLedger(owner, acknowledged)
        await owner.shutdown()
        try await checkpoints.audit(site, judge)

        // The same for everybody, whichever server they read from and however they read.
        let auditor = try token(data, "auditor", "OFFICE-3306")
        for server in 0..<2 {
            for limit in [50, 1_000] {
                #expect(try await Pages(judge, limit: limit).read(site, server) == all)
                #expect(try await Pages(auditor, limit: limit).read(site, server) == all)
            }
        }
        #expect(Array(all.prefix(paging.count)) == paging)
        for stream in streams {
            // They are told; there is nothing to ask again.
            for await _ in stream.growth where stream.numbers.count >= all.count { break }
            #expect(stream.numbers == all)
        }
    }

    /// Schema, sample organisations and the keys that both servers share.
    static func prepare(_ database: TestDatabase, _ data: String) async throws {
        let owner = Database(DatabaseConfiguration(connectionString: database.connectionString))
        try await Migrator(owner).migrate()
        await owner.shutdown()
        var configuration = Configuration()
        configuration.data = data
        configuration.databaseURL = database.applicationConnectionString
        configuration.workflows = Theatre.directory
        let backend = try await Backend.start(configuration)
        try await backend.casework.loadSampleOrganisations()
        try await backend.stop()
    }

    private static func token(_ data: String, _ role: String, _ organisation: String) throws -> String {
        let (status, output) = try ServerProcess.output(
            ["token", "--data", data, "--role", role, "--org", organisation, "--name", "示例"])
        #expect(status == 0)
        return output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Six clients open matters, half of them at each server, until so many are acknowledged. Those of a dead server go
    /// on at the other, with the key of the act whose answer was lost.
    private static func work(
        _ site: Servers, _ token: String, _ round: Int, _ report: @escaping @Sendable (Int) async -> Void
    ) async -> Set<Int> {
        let progress = Progress()
        return await withTaskGroup(of: Set<Int>.self) { group in
            for client in 0..<6 {
                group.addTask {
                    var opened: Set<Int> = []
                    var (serial, server) = (0, client % 2)
                    while await progress.done < 90 {
                        let number = String(round * 100_000 + client * 10_000 + serial)
                        let body = "91330600" + String(repeating: "0", count: 9 - number.count) + number
                        let code = body + String(CreditCode.checkCharacter(of: body) ?? "?")
                        let text = #"{"origin":"watch_list","debtorName":"示例有限公司","creditCode":"\#(code)"}"#
                        guard let answer = try? await site.ask("/v1/matters", token, server, body: text, key: number),
                            let matter = answer["matter"] as? Int
                        else {
                            server = 1 - server
                            continue
                        }
                        #expect(opened.insert(matter).inserted)
                        serial += 1
                        await report(progress.count())
                    }
                    return opened
                }
            }
            return await group.reduce(into: []) { $0.formUnion($1) }
        }
    }

    private static func waitForTheSequencer(_ owner: Database) async throws {
        while try await owner.read(count("select count(*) from ledger_pending")) > 0 {}
    }

    private static func count(_ query: Query) -> @Sendable (borrowing Session) throws -> Int {
        { (db: borrowing Session) in try db.query(query).first?.next(Int.self) ?? -1 }
    }

    /// Positions without a gap, every event once, whole trees under every checkpoint. Answers the positions of events.
    private static func auditLedger(_ owner: Database, _ acknowledged: Set<Int>) async throws -> [Int] {
        let (leaves, roots, lost, matters) = try await owner.read { (db: borrowing Session) in
            let answers = try db.query([
                "select position, hash, matter_id from ledger_leaf order by position",
                "select size, root from ledger_checkpoint order by size",
                """
                select count(*) from matter_event as event
                where (select count(*) from ledger_leaf as leaf where leaf.matter_id = event.matter_id
                    and leaf.number = event.number and leaf.hash = event.hash) <> 1
                """, "select id from matter",
            ])
            return (
                try answers[0].map {
                    (position: try $0.next(Int.self), hash: try $0.next(String.self), matter: try $0.next(Int64?.self))
                },
                try answers[1].map { (size: try $0.next(Int.self), root: try $0.next(String.self)) },
                try answers[2].first?.next(Int.self), try answers[3].map { try $0.next(Int.self) }
            )
        }
        #expect(leaves.map(\.position) == Array(0..<leaves.count))
        #expect(lost == 0)
        #expect(Set(matters) == acknowledged, "opened and never acknowledged, or the other way round")
        let tree = MerkleTree(.sm3)
        let hashes = try leaves.map { tree.leaf(try #require(Digest(hex: $0.hash))) }
        for checkpoint in roots {
            #expect(tree.root(of: Array(hashes.prefix(checkpoint.size))).hex == checkpoint.root)
        }
        #expect(roots.last?.size == leaves.count && roots.count > 20)
        return leaves.filter { $0.matter != nil }.map(\.position)
    }
}

private actor Progress {
    private(set) var done = 0

    func count() -> Int {
        done += 1
        return done
    }
}

/// Two servers and their ports.
private final class Servers: Sendable {
    private let data: String
    private let settings: [String: String]
    private let servers: Mutex<[ServerProcess]>

    init(data: String, database: String) async throws {
        self.data = data
        // All clients are one person at one address here.
        settings = [
            "DATABASE_URL": database, "ONEMATTER_RATE_PRINCIPAL": "off", "ONEMATTER_RATE_ADDRESS": "off",
        ]
        let first = try await ServerProcess.start(data: data, settings: settings)
        servers = Mutex([first, try await ServerProcess.start(data: data, settings: settings)])
    }

    func port(_ server: Int) -> Int { servers.withLock { $0[server].port } }

    func kill(_ server: Int) async { await servers.withLock { $0[server] }.end(with: SIGKILL) }

    func revive(_ server: Int) async throws {
        let process = try await ServerProcess.start(data: data, settings: settings)
        servers.withLock { $0[server] = process }
    }

    func end() async -> [Int32] {
        var statuses: [Int32] = []
        for server in servers.withLock({ $0 }) { statuses.append(await server.end(with: SIGTERM)) }
        return statuses
    }

    func ask(
        _ path: String, _ token: String, _ server: Int, body: String? = nil, key: String = ""
    ) async throws -> [String: Any] {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port(server))\(path)")))
        request.timeoutInterval = 30
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        if let body {
            request.httpMethod = "POST"
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.setValue(key, forHTTPHeaderField: "Idempotency-Key")
            request.httpBody = Data(body.utf8)
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard (200..<300).contains(status) else { throw Unexpected(status: status) }
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    struct Unexpected: Error { let status: Int }
}

/// Somebody who reads pages, and checks each item against the one before.
private struct Pages {
    let token: String
    let limit: Int

    init(_ token: String, limit: Int) {
        self.token = token
        self.limit = limit
    }

    func read(_ site: Servers, _ server: Int = 0) async throws -> [Int] {
        var numbers: [Int] = []
        while true {
            let after = numbers.last.map { "&after=\($0)" } ?? ""
            let page = try await site.ask("/v1/feed?limit=\(limit)\(after)", token, server)
            for item in page["items"] as? [[String: Any]] ?? [] {
                #expect(item["previous"] as? Int == numbers.last)
                numbers.append(try #require(item["number"] as? Int))
            }
            guard page["next"] is Int else { return numbers }
        }
    }
}

/// Checkpoints that somebody kept from both servers, before and after they were killed.
private actor Checkpoints {
    private var roots: [Int: String] = [:]

    func keep(from site: Servers, _ token: String) async {
        for server in 0..<2 {
            guard let answer = try? await site.ask("/v1/ledger/checkpoint", token, server),
                let checkpoint = answer["checkpoint"] as? [String: Any], let size = checkpoint["size"] as? Int,
                let root = checkpoint["root"] as? String
            else { continue }
            #expect(roots[size] ?? root == root, "a fork at \(size)")
            roots[size] = root
        }
    }

    /// The later of any two begins with the earlier.
    func audit(_ site: Servers, _ token: String) async throws {
        let sizes = roots.keys.sorted()
        #expect(sizes.count > 10)
        let tree = MerkleTree(.sm3)
        for (place, old) in sizes.enumerated() {
            for new in sizes[(place + 1)...] {
                let answer = try await site.ask("/v1/ledger/consistency?from=\(old)&to=\(new)", token, new % 2)
                let proof = try (answer["proof"] as? [String] ?? []).map { try #require(Digest(hex: $0)) }
                #expect(
                    tree.verifyConsistency(
                        from: old, try #require(Digest(hex: roots[old] ?? "")), to: new,
                        try #require(Digest(hex: roots[new] ?? "")), proof: proof), "\(old) and \(new)")
            }
        }
        print("checkpoints kept: \(sizes.count), tree of \(sizes.last ?? 0)")
    }
}
