internal import Ledger
internal import MatterCore
internal import Postgres

/// Some positions of the ledger in a row, with what stands behind them, for an audit.
struct LedgerBatch: Sendable {
    /// Keeps a batch to a few megabytes.
    static let length = 5_000

    enum Content: Sendable {
        case asRecorded, altered, missing
        /// An entry of the access log whose time was over.
        case forgotten
    }

    struct Place: Sendable {
        let hash: Digest
        let isEntry: Bool
        let content: Content
    }

    let from: Int
    /// In order; nil where nothing stands.
    private(set) var places: [Place?]
    private(set) var nodes: [TreeNode: Digest] = [:]
    let checkpoints: [SignedCheckpoint]

    /// - Parameter limit: Entries of the access log that were signed later than this must be there.
    init(from: Int, to: Int, keptSince limit: Instant, _ identity: LedgerIdentity, _ db: borrowing Session) throws {
        self.from = from
        let answers = try db.query([
            """
            select leaf.position, leaf.hash, event.hash,
                case when leaf.entry is not null and entry.id is null then coalesce(
                    (select at from ledger_checkpoint where size > leaf.position order by size limit 1)
                        > \(limit.description)::timestamptz, true) end,
                entry.id is not null, entry.detail, \(raw: AccessRow.object(of: "entry"))
            from ledger_leaf as leaf
            left join matter_event as event on event.matter_id = leaf.matter_id and event.number = leaf.number
            left join access_entry as entry on entry.id = leaf.entry
            where leaf.position >= \(from) and leaf.position < \(to)
            """,
            // Of each level the nodes whose last leaf is in the batch.
            """
            select node.level, node.index, node.hash
            from generate_series(0, 62) as of (level)
            join ledger_node as node on node.level = of.level
                and node.index >= (\(from)::bigint >> of.level) and node.index < (\(to)::bigint >> of.level)
            """,
            CheckpointRow.select("where size > \(from) and size <= \(to) order by size"),
        ])
        places = Array(repeating: nil, count: to - from)
        for row in answers[0] {
            let position = try row.next(Int.self)
            places[position - from] = try Place(row, identity.algorithm)
        }
        for row in answers[1] {
            let node = TreeNode(level: try row.next(), index: try row.next())
            nodes[node] = Digest(try row.next([UInt8].self))
        }
        checkpoints = try answers[2].map { try CheckpointRow.read($0, identity) }
    }
}

extension LedgerBatch.Place {
    /// From the second column on.
    fileprivate init(_ row: Row, _ algorithm: HashAlgorithm) throws {
        let hash = Digest(hex: try row.next(String.self)) ?? .zero
        self.hash = hash
        let event = try row.next(String?.self)
        let isLost = try row.next(Bool?.self)
        let isThere = try row.next(Bool.self)
        isEntry = isThere || isLost != nil
        if let isLost {
            content = isLost ? .missing : .forgotten
        } else if isThere {
            let detail = try row.next([UInt8].self)
            // A row that cannot be read was not written by the program.
            let record = try? row.json(AccessRow.self).record(detail: CanonicalJSON(parsing: detail))
            content = record.map { algorithm.hash($0.canonical.bytes) } == hash ? .asRecorded : .altered
        } else {
            content = event.map { $0 == hash.hex ? .asRecorded : .altered } ?? .missing
        }
    }
}
