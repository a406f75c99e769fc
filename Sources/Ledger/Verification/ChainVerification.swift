/// The events of an export: each hashed, chained to the one before, and in the tree of the checkpoint.
struct ChainVerification {
    struct Place {
        let hash: Digest
        let position: Int
    }

    let algorithm: HashAlgorithm
    /// Versions of definitions that events name: id, version and digest.
    private(set) var definitions: Set<String> = []
    /// The last digest of every row that events changed.
    private(set) var rows: [String: Digest] = [:]
    /// By number.
    private(set) var places: [Int: Place] = [:]
    private(set) var findings: [VerificationReport.Finding] = []
    let matter: Int?
    private let checkpoint: Checkpoint?
    private var number = 0
    private var previous = Digest.zero
    private var position = -1

    init(matter: Int?, algorithm: HashAlgorithm, checkpoint: Checkpoint?) {
        self.matter = matter
        self.algorithm = algorithm
        self.checkpoint = checkpoint
    }

    mutating func read(_ line: ExportLines.Line) {
        let record = line.json["event"] ?? .null
        let own = record["number"]?.integer ?? 0
        let place = "event \(own)"
        if own != number + 1 {
            find("number", place, "Event \(number + 1) was expected here: one is missing, doubled or out of order.")
        }
        number = own
        if record["format"]?.text != EventRecord.format || record["matter"]?.integer != matter {
            find("record", place, "The event is of another matter or format.")
        }
        let hash = algorithm.hash(record.bytes)
        if line.json["hash"]?.digest != hash {
            find("event-hash", place, "The event was altered: its hash is another.")
        }
        if record["previous"]?.digest != previous {
            find("chain", place, "The event does not follow the one before it.")
        }
        previous = hash
        checkPosition(line, hash, place)
        if let workflow = record["workflow"] {
            definitions.insert(
                "\(workflow["id"]?.text ?? "?") \(workflow["version"]?.integer ?? 0) \(workflow["digest"]?.text ?? "?")"
            )
        }
        for change in record["changes"]?.array ?? [] {
            let subject = change["subject"]?.text ?? "?"
            if change["before"]?.digest != rows[subject] {
                find("change", place, "What the event found of \(subject) is not what the last one left.")
            }
            rows[subject] = change["after"]?.digest
        }
    }

    private mutating func checkPosition(_ line: ExportLines.Line, _ hash: Digest, _ place: String) {
        guard let own = line.json["position"]?.integer, let proof = line.json["proof"]?.digests else {
            find("proof", place, "The event has no position or no proof.")
            return
        }
        if own <= position { find("position", place, "The event stands before its predecessor in the ledger.") }
        position = own
        places[number] = Place(hash: hash, position: own)
        guard let checkpoint else { return }
        let tree = MerkleTree(algorithm)
        let isProven = tree.verifyInclusion(
            of: tree.leaf(hash), at: own, in: checkpoint.size, root: checkpoint.root, proof: proof)
        if !isProven { find("proof", place, "The proof does not lead to the root of the checkpoint.") }
    }

    private mutating func find(_ code: String, _ place: String, _ message: String) {
        findings.append(.init(code, place, message))
    }
}
