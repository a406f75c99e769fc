public import Ledger
public import MatterCore
internal import Postgres

/// What the ledger shows of itself. Checkpoints and proofs hold hashes alone and are for everybody who is signed in; a
/// receipt is for who may see the event.
extension Casework {
    /// The newest checkpoint, or the one of a size.
    public func checkpoint(size: Int? = nil) async throws(CaseworkError) -> SignedCheckpoint {
        try await reading(as: .directory) { (db: borrowing Session) in
            let clause: Query = size.map { "where size = \($0)" } ?? "order by size desc limit 1"
            guard let row = try db.query(CheckpointRow.select(clause)).first else {
                throw Refusal(
                    .notFound, "checkpoint-not-found", zh: "没有该检查点。", en: "There is no such checkpoint.")
            }
            return try CheckpointRow.read(row, ledger)
        }
    }

    /// Shows that the tree of the larger size begins with the tree of the smaller one.
    public func consistency(from old: Int, to new: Int) async throws(CaseworkError) -> [Digest] {
        try await reading(as: .directory) { (db: borrowing Session) in
            let size = try db.query("select coalesce(max(size), 0) from ledger_checkpoint").first?.next(Int.self) ?? 0
            guard old > 0, old <= new, new <= size else {
                throw Refusal(
                    .invalid, "no-such-sizes", zh: "起止规模须为正数、由小到大，且不超过当前规模 \(size)。",
                    en: "The sizes must be positive, the first not larger than the second, the second at most \(size).",
                    pointer: "?to")
            }
            let nodes = try LedgerNodes(MerkleTree.nodesOfConsistency(from: old, to: new), db)
            return try MerkleTree(ledger.algorithm).consistencyProof(from: old, to: new) { try nodes[$0] }
        }
    }

    /// Keys that signed checkpoints of this ledger, the newest first.
    public func ledgerKeys() async throws(CaseworkError) -> [LedgerKeyView] {
        try await reading(as: .directory) { (db: borrowing Session) in
            try db.query(
                """
                select id, public_key, \(instantText("first_used_at")) from ledger_key order by first_used_at desc, id
                """
            ).map { LedgerKeyView(id: try $0.next(), publicKey: try $0.next(), firstUsedAt: try $0.next()) }
        }
    }

    /// What the author of an act, or whoever else may see its event, keeps as proof of it.
    public func receipt(
        of number: Int, in matter: Int64, by principal: Principal
    ) async throws(CaseworkError) -> Receipt {
        try await showing("getReceipt", to: principal, of: matter) { (db: borrowing Session) in
            let shown = try Visibility.require(matter, to: principal, db)
            let answers = try db.query([
                """
                select event.hash, leaf.position from matter_event as event
                left join ledger_leaf as leaf on leaf.matter_id = event.matter_id and leaf.number = event.number
                where event.matter_id = \(matter) and event.number = \(number)
                """, CheckpointRow.select("order by size desc limit 1"),
            ])
            guard let row = answers[0].first else {
                throw Refusal(.notFound, "event-not-found", zh: "没有该记录。", en: "There is no such event.")
            }
            guard let hash = Digest(hex: try row.next(String.self)), let position = try row.next(Int?.self),
                let signed = try answers[1].first.map({ try CheckpointRow.read($0, ledger) })
            else { throw Self.notSequenced }
            let size = signed.checkpoint.size
            let nodes = try LedgerNodes(MerkleTree.nodesOfInclusion(of: position, in: size), db)
            let proof = try MerkleTree(ledger.algorithm).inclusionProof(of: position, in: size) { try nodes[$0] }
            let receipt = Receipt(
                matter: matter, number: number, hash: hash, position: position, proof: proof, signed: signed)
            return (receipt, Shown(shown))
        }
    }

    static var notSequenced: Refusal {
        Refusal(
            .conflict, "not-sequenced-yet", zh: "该记录尚未编入账本。", en: "The event has no place in the ledger yet.",
            remedy: LocalText(zh: "请稍后再试，通常不到一秒。", en: "Ask again; it takes less than a second as a rule."))
    }
}

/// A key that signed checkpoints.
public struct LedgerKeyView: Codable, Hashable, Sendable {
    /// SM3 of the public key: the fingerprint that verifiers pin.
    public let id: String
    /// The point of the SM2 curve, 65 bytes in hexadecimal.
    public let publicKey: String
    public let firstUsedAt: String
}

/// Nodes of the tree, read at once.
struct LedgerNodes {
    private var hashes: [TreeNode: Digest] = [:]

    init(_ nodes: [TreeNode], _ db: borrowing Session) throws {
        let wanted = Set(nodes)
        guard !wanted.isEmpty else { return }
        let rows = try db.query(
            """
            select level, index, hash from ledger_node where (level, index) in (
                select * from unnest(\(wanted.map(\.level))::smallint[], \(wanted.map(\.index))::bigint[]))
            """)
        for row in rows {
            hashes[TreeNode(level: try row.next(), index: try row.next())] = Digest(try row.next([UInt8].self))
        }
    }

    subscript(node: TreeNode) -> Digest {
        get throws {
            guard let hash = hashes[node] else {
                throw CaseworkError.failed("the ledger has no node \(node.level)/\(node.index)")
            }
            return hash
        }
    }
}
