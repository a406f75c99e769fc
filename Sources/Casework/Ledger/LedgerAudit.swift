internal import Ledger
internal import MatterCore
internal import Postgres

/// What of the one order of everything was changed behind the program's back.
public struct LedgerAudit: Hashable, Sendable {
    public enum Finding: Hashable, Sendable, CustomStringConvertible {
        /// No entry stands at the position.
        case gap(position: Int)
        /// The event of the position is not there, or has another hash.
        case event(position: Int)
        /// The entry of the access log does not give the hash of its place.
        case entry(position: Int)
        /// The entry of the access log is gone before its time.
        case lostEntry(position: Int)
        /// A stored node is not the hash of what is below it.
        case node(level: Int, index: Int)
        /// The root that was signed for the size is another.
        case root(size: Int)
        /// Nobody signed the checkpoint.
        case signature(size: Int)
        /// The newest checkpoint covers less than there is.
        case uncovered(from: Int)
        /// A checkpoint was signed over more than there is.
        case cutOff(at: Int, signed: Int)

        public var description: String {
            switch self {
            case .gap(let position): "nothing stands at position \(position)"
            case .event(let position): "the event at position \(position) is missing or has another hash"
            case .entry(let position): "the access entry at position \(position) was altered"
            case .lostEntry(let position): "the access entry at position \(position) is gone before its time"
            case .node(let level, let index): "the node \(level)/\(index) is not the hash of what is below it"
            case .root(let size): "the signed root of size \(size) is not the root of what is there"
            case .signature(let size): "the checkpoint of size \(size) is not signed by its key"
            case .cutOff(let size, let signed):
                "\(size) positions are there and \(signed) were signed: the rest was removed"
            case .uncovered(let size): "what stands from position \(size) on was never signed"
            }
        }
    }

    /// How many positions were read.
    public var size = 0
    public var checkpoints = 0
    /// Entries that have no position yet: a running server gives them one within a second.
    public var waiting = 0
    public var findings: [Finding] = []
}

extension Casework {
    /// Recomputes the tree over everything and every signed root, and holds events and entries of the access log against
    /// the hashes at their places. Time grows with the ledger; memory does not.
    ///
    /// - Parameter progress: Told the positions read so far after each batch.
    public func auditLedger(
        progress: (Int) -> Void = { _ in }
    ) async throws(CaseworkError) -> LedgerAudit {
        var walk = LedgerWalk(algorithm: ledger.algorithm)
        let limit = Instant(milliseconds: clock().milliseconds - 184 * 86_400_000)
        let (size, signed, waiting) = try await reading(as: .service) { (db: borrowing Session) in
            let answers = try db.query([
                "select coalesce(max(position) + 1, 0) from ledger_leaf",
                "select coalesce(max(size), 0) from ledger_checkpoint", "select count(*) from ledger_pending",
            ])
            return (
                try answers[0].first?.next(Int.self) ?? 0, try answers[1].first?.next(Int.self) ?? 0,
                try answers[2].first?.next(Int.self) ?? 0
            )
        }
        while walk.audit.size < size {
            let (from, identity) = (walk.audit.size, ledger)
            let batch = try await reading(as: .service) { (db: borrowing Session) in
                try LedgerBatch(from: from, to: min(size, from + LedgerBatch.length), keptSince: limit, identity, db)
            }
            walk.read(batch)
            progress(walk.audit.size)
        }
        return walk.end(signed: signed, waiting: waiting)
    }
}

/// Grows the tree again, batch by batch.
private struct LedgerWalk {
    let algorithm: HashAlgorithm
    private(set) var audit = LedgerAudit()
    private var edge: [TreeNode: Digest] = [:]
    private var covered = 0

    init(algorithm: HashAlgorithm) { self.algorithm = algorithm }

    mutating func read(_ batch: LedgerBatch) {
        var checkpoints = batch.checkpoints[...]
        for (offset, place) in batch.places.enumerated() {
            let position = batch.from + offset
            guard let place else {
                // The tree cannot be grown over a hole: zeros stand there, and every later root tells.
                audit.findings.append(.gap(position: position))
                grow(.zero, batch)
                continue
            }
            switch place.content {
            case .asRecorded, .forgotten: break
            case .altered where place.isEntry: audit.findings.append(.entry(position: position))
            case .missing where place.isEntry: audit.findings.append(.lostEntry(position: position))
            case .altered, .missing: audit.findings.append(.event(position: position))
            }
            grow(place.hash, batch)
            while let next = checkpoints.first, next.checkpoint.size == audit.size {
                checkpoints.removeFirst()
                check(next)
            }
        }
    }

    private mutating func grow(_ hash: Digest, _ batch: LedgerBatch) {
        let tree = MerkleTree(algorithm)
        let size = audit.size
        // The frontier of what was grown is always in the edge.
        let growth = tree.append([tree.leaf(hash)], to: size) { edge[$0] ?? .zero }
        for (node, hash) in growth.nodes {
            edge[node] = hash
            if batch.nodes[node] != hash {
                audit.findings.append(.node(level: node.level, index: node.index))
            }
        }
        audit.size = growth.size
        let frontier = Set(MerkleTree.frontier(of: growth.size))
        edge = edge.filter { frontier.contains($0.key) }
    }

    private mutating func check(_ signed: SignedCheckpoint) {
        audit.checkpoints += 1
        covered = signed.checkpoint.size
        let root = MerkleTree(algorithm).root(of: audit.size) { edge[$0] ?? .zero }
        if root != signed.checkpoint.root { audit.findings.append(.root(size: audit.size)) }
        if !signed.isSigned { audit.findings.append(.signature(size: audit.size)) }
    }

    func end(signed: Int, waiting: Int) -> LedgerAudit {
        var audit = audit
        audit.waiting = waiting
        if signed > audit.size { audit.findings.append(.cutOff(at: audit.size, signed: signed)) }
        if covered < audit.size { audit.findings.append(.uncovered(from: covered)) }
        return audit
    }
}
