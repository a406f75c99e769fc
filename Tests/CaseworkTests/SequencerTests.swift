import Dispatch
import Ledger
import MatterCore
import Postgres
import TestCluster
import Testing

@testable import Casework

/// One gapless order, whatever the order of commits and however many servers sequence.
@Suite struct SequencerTests {
    @Test func everythingGetsOnePlaceInATreeThatOnlyGrows() async throws {
        try await inOffice { office in
            let sequencer = Sequencer(office.casework, key: try LedgerKey.random())
            let judge = try await office.judge
            var sizes: [Int] = []
            for _ in 0..<4 {
                _ = try await office.watched()
                try await office.casework.log([
                    AccessEntry(.signIn, at: office.clock.now, by: judge, subject: "session")
                ])
                try await sequencer.sequence()
                sizes.append(office.casework.news.size)
            }
            #expect(try await sequencer.sequence() == 0)
            try await office.expectWholeLedger()
            #expect(sizes == sizes.sorted() && Set(sizes).count == 4)
        }
    }

    /// A transaction that draws its numbers first and commits last is not passed over.
    @Test func commitsOutOfOrderLeaveNoHole() async throws {
        try await inOffice { office in
            let sequencer = Sequencer(office.casework, key: try LedgerKey.random())
            let early = Database(DatabaseConfiguration(connectionString: office.testDatabase.connectionString))
            let (drawn, isDrawn) = AsyncStream<Void>.makeStream()
            let gate = Turnstile()
            let late = Task {
                try await early.write { (db: borrowing Session) in
                    _ = try db.query(
                        "insert into ledger_pending (entry, hash) values (4711, repeat('a', 64)) returning id")
                    isDrawn.yield()
                    gate.wait()
                }
            }
            for await _ in drawn.prefix(1) {}
            _ = try await office.watched()
            #expect(try await sequencer.sequence() > 0)
            let before = office.casework.news.size
            gate.open()
            try await late.value
            #expect(try await sequencer.sequence() == 1)
            #expect(office.casework.news.size == before + 1)
            #expect(
                try await office.scalar("select position from ledger_leaf where entry = 4711", as: Int.self) == before)
            try await office.expectWholeLedger()
            await early.shutdown()
        }
    }

    @Test func twoServersSequenceOneHistory() async throws {
        try await inOffice { office in
            let other = Database(
                DatabaseConfiguration(connectionString: office.testDatabase.applicationConnectionString))
            let neighbour = Casework(
                database: other, workflows: Office.workflows, files: try FileStore(directory: office.directory),
                clock: { office.clock.now })
            try await neighbour.start()
            let key = try LedgerKey.random()
            let judge = try await office.judge
            let codes = (0..<16).map { _ in office.creditCode() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, code) in codes.enumerated() {
                    group.addTask {
                        _ = try await (index.isMultiple(of: 2) ? office.casework : neighbour).open(
                            OpenMatter(origin: "watch_list", debtorName: "示例", creditCode: code), by: judge,
                            idempotency: IdempotencyClaim(key: "k\(index)", request: [UInt8]()))
                    }
                    group.addTask {
                        try await Sequencer(index.isMultiple(of: 3) ? office.casework : neighbour, key: key).sequence()
                    }
                }
                try await group.waitForAll()
            }
            try await Sequencer(neighbour, key: key).sequence()
            #expect(try await office.scalar("select count(*) from ledger_pending", as: Int.self) == 0)
            try await office.expectWholeLedger()
            await other.shutdown()
        }
    }

    /// What a batch did is done as a whole or not at all.
    @Test func aBatchThatFailsLeavesNothing() async throws {
        try await inOffice { office in
            let sequencer = Sequencer(office.casework, key: try LedgerKey.random())
            _ = try await office.watched()
            try await sequencer.sequence()
            _ = try await office.watched()
            // The next checkpoint is taken: the last statements of the batch fail.
            let size = try await office.scalar("select max(size) from ledger_checkpoint", as: Int.self)
            let waiting = try await office.scalar("select count(*) from ledger_pending", as: Int.self)
            try await office.owner.script(
                "alter table ledger_checkpoint add constraint stop check (size <= \(size)) not valid")
            await #expect(throws: CaseworkError.self) { try await sequencer.sequence() }
            #expect(try await office.scalar("select count(*) from ledger_leaf", as: Int.self) == size)
            #expect(try await office.scalar("select count(*) from ledger_pending", as: Int.self) == waiting)
            try await office.owner.script("alter table ledger_checkpoint drop constraint stop")
            #expect(try await sequencer.sequence() == waiting)
            try await office.expectWholeLedger()
        }
    }
}

/// Holds a thread of the database until a test lets it go.
final class Turnstile: @unchecked Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    func wait() { semaphore.wait() }
    func open() { semaphore.signal() }
}

extension Office {
    /// Positions without a gap, every event once with its hash, the tree that follows from them, and every checkpoint
    /// signed and the root of the beginning that it names.
    func expectWholeLedger(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let (leaves, checkpoints, nodes, lost) = try await casework.reading(as: .service) { (db: borrowing Session) in
            let answers = try db.query([
                "select position, hash from ledger_leaf order by position",
                CheckpointRow.select("order by size"),
                "select count(*) from ledger_node",
                """
                select count(*) from matter_event left join ledger_leaf using (matter_id, number)
                where ledger_leaf.hash is distinct from matter_event.hash
                """,
            ])
            return (
                try answers[0].map { (position: try $0.next(Int.self), hash: try $0.next(String.self)) },
                try answers[1].map { try CheckpointRow.read($0, casework.ledger) },
                try answers[2].first?.next(Int.self) ?? 0, try answers[3].first?.next(Int.self) ?? 0
            )
        }
        #expect(leaves.map(\.position) == Array(0..<leaves.count), sourceLocation: sourceLocation)
        #expect(lost == 0, sourceLocation: sourceLocation)
        let tree = MerkleTree(casework.ledger.algorithm)
        let hashes = try leaves.map { tree.leaf(try #require(Digest(hex: $0.hash))) }
        for checkpoint in checkpoints {
            #expect(checkpoint.isSigned, sourceLocation: sourceLocation)
            let beginning = Array(hashes.prefix(checkpoint.checkpoint.size))
            #expect(checkpoint.checkpoint.root == tree.root(of: beginning), sourceLocation: sourceLocation)
        }
        #expect(checkpoints.last?.checkpoint.size == leaves.count, sourceLocation: sourceLocation)
        // A complete tree of n leaves has 2n − 1 nodes; n in general 2n minus its ones.
        #expect(nodes == 2 * leaves.count - leaves.count.nonzeroBitCount, sourceLocation: sourceLocation)
    }
}
