@testable import Ledger

/// A small matter of its own in a ledger that holds other entries too.
struct SampleExport {
    static let matter: Int64 = 7
    let key: LedgerKey
    let algorithm: HashAlgorithm
    var records: [EventRecord]
    /// Hashes of all entries of the ledger by position, with those of the matter among them.
    private(set) var leaves: [Digest] = []
    private(set) var positions: [Int] = []
    let definition: CanonicalJSON
    let row: CanonicalJSON

    init(events: Int = 3, key: LedgerKey, algorithm: HashAlgorithm = .sm3) {
        self.key = key
        self.algorithm = algorithm
        let definition = CanonicalJSON.object([
            "id": .text("bankruptcy"), "version": .integer(1), "name": .text("企业破产"),
        ])
        self.definition = definition
        row = .object(["id": .integer(Int(Self.matter)), "debtor_name": .text("示例企业")])
        let after = algorithm.hash(row.bytes)
        records = []
        var previous = Digest.zero
        for number in 1...events {
            let isFile = number == 2
            let record = EventRecord(
                matter: Self.matter, number: number, previous: previous, at: "2026-03-02T08:00:0\(number % 10).000Z",
                by: Author(id: "judge:示例", name: "示例法官", role: "judge", organisation: "COURT-330603"),
                onBehalfOf: number == 3 ? .init(id: "judge:2", name: "示例法官乙") : nil,
                origin: RecordedOrigin(address: "127.0.0.1", channel: "session", request: nil),
                kind: isFile ? "attachment_added" : "duty_started",
                body: isFile
                    ? .object(["attachmentAdded": .object(["_0": .object(["number": .integer(1)])])])
                    : .object(["dutyStarted": .object(["assignment": .integer(1)])]),
                matterVersion: 1, assignment: isFile ? nil : 1, assignmentVersion: isFile ? nil : number,
                workflow: .init(
                    id: "bankruptcy", version: 1, digest: ExportFile.digest(ofDefinition: definition)),
                changes: [.init(subject: "matter", before: number == 1 ? nil : after, after: after)])
            records.append(record)
            previous = algorithm.hash(record.canonical.bytes)
        }
        place()
    }

    /// Gives the records their places among strangers' entries.
    mutating func place() {
        leaves = []
        positions = []
        for record in records {
            leaves.append(algorithm.hash("stranger \(leaves.count)".utf8))
            positions.append(leaves.count)
            leaves.append(algorithm.hash(record.canonical.bytes))
        }
        leaves.append(algorithm.hash("last".utf8))
    }

    var tree: MerkleTree { MerkleTree(algorithm) }

    var checkpoint: Checkpoint {
        Checkpoint(
            ledger: "onematter-sample", size: leaves.count, root: tree.root(of: leaves.map { tree.leaf($0) }),
            at: "2026-03-03T08:00:00.000Z", algorithm: algorithm)
    }

    func proof(of position: Int) -> [Digest] {
        var nodes: [TreeNode: Digest] = [:]
        for (node, hash) in tree.append(
            leaves.map { tree.leaf($0) }, to: 0, { _ in preconditionFailure("an empty tree has no nodes") }
        ).nodes { nodes[node] = hash }
        return tree.inclusionProof(of: position, in: leaves.count) { nodes[$0] ?? .zero }
    }

    var file: ExportFile {
        ExportFile(
            matter: Self.matter, at: "2026-03-03T09:00:00.000Z", definitions: [definition],
            rows: [.init(subject: "matter", content: row)],
            entries: zip(records, positions).map {
                .init(record: $0.canonical, position: $1, proof: proof(of: $1))
            }, checkpoint: checkpoint)
    }

    func bytes() throws -> [UInt8] { try file.bytes(signedWith: key) }

    func receipt(of number: Int) throws -> Receipt {
        let position = positions[number - 1]
        return Receipt(
            matter: Self.matter, number: number, hash: leaves[position], position: position,
            proof: proof(of: position), signed: try checkpoint.signed(with: key))
    }
}
