public import Ledger
public import MatterCore
internal import Postgres

extension Casework {
    /// The matter as one file that proves itself. Agencies have receipts instead: a chain cannot be shown in part.
    ///
    /// - Parameter key: Signs the end of the file, so that nobody else can cut off its newest events.
    public func export(
        _ matter: Int64, by principal: Principal, key: LedgerKey
    ) async throws(CaseworkError) -> [UInt8] {
        let at = clock()
        let file = try await reading(as: .reader(principal, of: matter)) { (db: borrowing Session) in
            _ = try Visibility.require(matter, to: principal, db)
            guard principal.role != .agency else {
                throw Refusal(
                    .forbidden, "role-may-not", zh: "协同单位不能导出案件，可下载本单位行为的回执。",
                    en: "An agency does not export matters; it has the receipts of its acts.")
            }
            return try exportFile(matter, at: at, db)
        }
        let bytes: [UInt8]
        do {
            bytes = try file.bytes(signedWith: key)
        } catch {
            throw .failed("an export cannot be signed: \(error)")
        }
        // On record with what left, before it leaves.
        try await log([
            AccessEntry(
                .export, at: at, by: principal, subject: "exportMatter", ground: "Access: \(principal.role.rawValue)",
                matters: [matter], detail: ["digest": .text(ledger.algorithm.hash(bytes).hex)])
        ])
        return bytes
    }

    private func exportFile(_ matter: Int64, at: Instant, _ db: borrowing Session) throws -> ExportFile {
        var answers = try db.query(
            [
                StoredRecord.select(matter),
                "select number, position from ledger_leaf where matter_id = \(matter)",
                CheckpointRow.select("order by size desc limit 1"),
                """
                select content from workflow_version where (id, version) in (
                    select workflow ->> 'id', (workflow ->> 'version')::integer from matter_event
                    where matter_id = \(matter)) order by id, version
                """,
            ] + RowImages.queries(of: matter))[...]
        let records = try answers.take().map { try StoredRecord.read($0).record }
        var positions: [Int: Int] = [:]
        for row in try answers.take() { positions[try row.next()] = try row.next(Int.self) }
        guard let signed = try answers.take().first.map({ try CheckpointRow.read($0, ledger) }),
            records.allSatisfy({ positions[$0.number] != nil })
        else { throw Self.notSequenced }
        let definitions = try answers.take().map { try CanonicalJSON(parsing: $0.next([UInt8].self)) }
        let images = try RowImages(&answers)
        guard images.unreadable.isEmpty else {
            throw CaseworkError.failed("matter \(matter) has rows that the program did not write: \(images.unreadable)")
        }

        let size = signed.checkpoint.size
        let nodes = try LedgerNodes(
            positions.values.flatMap { MerkleTree.nodesOfInclusion(of: $0, in: size) }, db)
        let tree = MerkleTree(ledger.algorithm)
        let entries = try records.map { record in
            let position = positions[record.number] ?? 0
            return ExportFile.Entry(
                record: record.canonical, position: position,
                proof: try tree.inclusionProof(of: position, in: size) { try nodes[$0] })
        }
        return ExportFile(
            matter: matter, at: at.description, definitions: definitions, rows: try images.contents,
            entries: entries, checkpoint: signed.checkpoint)
    }
}
