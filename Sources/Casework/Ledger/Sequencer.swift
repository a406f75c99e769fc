public import Ledger
internal import MatterCore
internal import Postgres

/// Gives what was committed a place in one gapless order, grows the Merkle tree over it and signs the result.
///
/// Numbers drawn by the acts themselves would not do: a transaction that drew an early number may commit late, and who
/// reads in the order of numbers would never see it. Any number of servers may run a sequencer; a lock lets one at a time
/// do a batch, and a batch is one transaction, so a crash leaves neither a hole nor a second history.
public struct Sequencer: Sendable {
    /// More in one batch would keep readers waiting.
    static let largestBatch = 2_000

    private let casework: Casework
    private let key: LedgerKey

    public init(_ casework: Casework, key: LedgerKey) {
        self.casework = casework
        self.key = key
    }

    /// Sequences what was committed so far, batch by batch, until nothing waits or another server is at it.
    ///
    /// - Returns: How many entries got their place.
    @discardableResult
    public func sequence() async throws(CaseworkError) -> Int {
        var done = 0
        while true {
            let batch = try await sequenceBatch()
            done += batch.count
            if let growth = batch.growth { casework.news.publish(growth, pending: batch.pending) }
            // A batch that was not full took all that there was.
            guard batch.count == Self.largestBatch else { return done }
        }
    }

    /// Runs until the task is cancelled: after each act of this process, and four times a second for those of others.
    /// Then takes along what is left.
    public func run(onError report: @Sendable (any Error) -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while (try? await Task.sleep(for: .milliseconds(250))) != nil { casework.news.committed() }
            }
            for await _ in casework.news.commits {
                do {
                    try await casework.flushAccessLog()
                    try await sequence()
                } catch {
                    if !Task.isCancelled { report(error) }
                }
            }
            group.cancelAll()
        }
        // The loop ends with its task, and a cancelled task may not use the database: one that is not, then.
        do {
            try await Task {
                try await casework.flushAccessLog(everything: true)
                try await sequence()
            }.value
        } catch {
            report(error)
        }
    }

    private struct Batch: Sendable {
        var count = 0
        var pending = 0
        /// The tree after the batch; nil if another server was at it.
        var growth: LedgerGrowth?
    }

    private func sequenceBatch() async throws(CaseworkError) -> Batch {
        let now = casework.clock()
        return try await casework.writing(as: .service) { (db: borrowing Session) in
            // The statements after the lock see what its last holder committed.
            let answers = try db.query([
                "select pg_try_advisory_xact_lock(hashtext('onematter.ledger'))",
                "select coalesce(max(size), 0) from ledger_checkpoint",
                """
                select id, matter_id, number, entry, hash, feed from ledger_pending
                order by id limit \(Self.largestBatch)
                """,
                """
                select node.level, node.index, node.hash from ledger_node as node
                join (select coalesce(max(size), 0) as size from ledger_checkpoint) as tree
                    on (tree.size >> node.level) & 1 = 1 and node.index = (tree.size >> node.level) - 1
                where node.level = any(array(select generate_series(0, 62)::smallint))
                    and node.index = any(array(
                        select ((select coalesce(max(size), 0) from ledger_checkpoint) >> level) - 1
                        from generate_series(0, 62) as level))
                """,
            ])
            guard try answers[0].first?.next(Bool.self) == true else { return Batch() }
            let size = try answers[1].first?.next(Int.self) ?? 0
            let pending = try answers[2].map { try PendingEntry($0) }
            // Without names: what this process was not told by the others.
            guard !pending.isEmpty else { return Batch(growth: LedgerGrowth(size: size, readers: nil)) }
            var edge: [TreeNode: Digest] = [:]
            for row in answers[3] {
                let node = TreeNode(level: try row.next(), index: try row.next())
                edge[node] = Digest(try row.next([UInt8].self))
            }
            let feed = try FeedIndex(
                pending.enumerated().compactMap { $1.feedEntry(at: size + $0) },
                courtsAbove: FeedIndex.courtsAbove(Set(pending.compactMap(\.delivery?.court)), db))
            let growth = LedgerGrowth(size: size + pending.count, readers: feed.readers)
            for statement in try statements(pending, size, edge, now) + feed.statements { db.onCommit(statement) }
            db.onCommit("select pg_notify(\(LedgerNews.channel), \(growth.text))")
            return Batch(count: pending.count, growth: growth)
        }
    }

    private func statements(
        _ pending: [PendingEntry], _ size: Int, _ edge: [TreeNode: Digest], _ now: Instant
    ) throws -> [Query] {
        let algorithm = casework.ledger.algorithm
        let tree = MerkleTree(algorithm)
        let growth = try tree.append(pending.map { tree.leaf($0.hash) }, to: size) { node in
            guard let hash = edge[node] else {
                throw CaseworkError.failed("the ledger has no node \(node.level)/\(node.index)")
            }
            return hash
        }
        let checkpoint = try Checkpoint(
            ledger: casework.ledger.name, size: growth.size, root: growth.root, at: now.description,
            algorithm: algorithm
        ).signed(with: key)
        let places = Array(size..<growth.size)
        return [
            """
            insert into ledger_leaf (position, matter_id, number, entry, hash)
            select * from unnest(\(places)::bigint[], \(pending.map(\.matter))::bigint[],
                \(pending.map(\.number))::integer[], \(pending.map(\.entry))::bigint[],
                \(pending.map(\.hash.hex))::text[])
            """,
            """
            insert into ledger_node (level, index, hash)
            select level, index, decode(hash, 'hex') from unnest(\(growth.nodes.map(\.node.level))::smallint[],
                \(growth.nodes.map(\.node.index))::bigint[], \(growth.nodes.map(\.hash.hex))::text[])
                as node (level, index, hash)
            """,
            """
            insert into ledger_key (id, algorithm, public_key, first_used_at)
            values (\(key.publicKey.id.hex), 'sm2', \(key.publicKey.hex), \(now.description)::timestamptz)
            on conflict do nothing
            """,
            CheckpointRow.insert(checkpoint),
            "delete from ledger_pending where id = any(\(pending.map(\.id)))",
        ]
    }
}

/// Something that was committed and has no place yet.
private struct PendingEntry: Sendable {
    let id: Int64
    let matter: Int64?
    let number: Int?
    let entry: Int64?
    let hash: Digest
    /// Who receives the event.
    let delivery: FeedDelivery?

    init(_ row: Row) throws {
        id = try row.next()
        matter = try row.next()
        number = try row.next()
        entry = try row.next()
        let text = try row.next(String.self)
        guard let digest = Digest(hex: text) else { throw CaseworkError.failed("'\(text)' is no hash") }
        hash = digest
        delivery = matter == nil ? nil : try row.json()
    }

    func feedEntry(at position: Int) -> FeedIndex.Entry? {
        guard let matter, let number, let delivery else { return nil }
        return FeedIndex.Entry(position: position, matter: matter, number: number, delivery: delivery)
    }
}
