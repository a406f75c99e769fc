internal import Ledger
internal import MatterCore
internal import Postgres

/// Table `ledger_checkpoint` with the key that signed.
enum CheckpointRow {
    static func insert(_ signed: SignedCheckpoint) -> Query {
        """
        insert into ledger_checkpoint (size, root, at, key, signature)
        values (\(signed.checkpoint.size), \(signed.checkpoint.root.hex), \(signed.checkpoint.at)::timestamptz,
            \(signed.key.id.hex), encode(\(signed.signature)::bytea, 'hex'))
        """
    }

    /// The checkpoints that fit; the clause is about `ledger_checkpoint`.
    static func select(_ clause: Query) -> Query {
        """
        select size, root, \(instantText("at")), public_key, decode(signature, 'hex')
        from ledger_checkpoint join ledger_key on ledger_key.id = ledger_checkpoint.key \(clause)
        """
    }

    static func read(_ row: Row, _ identity: LedgerIdentity) throws -> SignedCheckpoint {
        let size = try row.next(Int.self)
        guard let root = Digest(hex: try row.next(String.self)) else {
            throw CaseworkError.failed("the checkpoint \(size) has no root")
        }
        let checkpoint = Checkpoint(
            ledger: identity.name, size: size, root: root, at: try row.next(), algorithm: identity.algorithm)
        let key = try PublicKey(hex: row.next(String.self))
        return SignedCheckpoint(checkpoint: checkpoint, key: key, signature: try row.next())
    }
}
