/// One matter in one file that proves itself: what happened, under which definition, and where each event stands in the
/// signed tree. JSON Lines, each line in its canonical spelling; `docs/ledger.md` describes every line.
public struct ExportFile: Sendable {
    public static let format = "onematter-export/1"
    public static let endFormat = "onematter-end/1"

    /// An event with its place in the tree.
    public struct Entry: Sendable {
        public let record: CanonicalJSON
        public let position: Int
        /// Inclusion proof to the root of the checkpoint.
        public let proof: [Digest]

        public init(record: CanonicalJSON, position: Int, proof: [Digest]) {
            self.record = record
            self.position = position
            self.proof = proof
        }
    }

    /// A row as it stands: the last digest of its subject in the events is that of the row.
    public struct Row: Sendable {
        /// `matter`, or `duty/3`.
        public let subject: String
        public let content: CanonicalJSON

        public init(subject: String, content: CanonicalJSON) {
            self.subject = subject
            self.content = content
        }
    }

    public var matter: Int64
    /// When the file was made, UTC with milliseconds.
    public var at: String
    /// Every version of the definition that an event names.
    public var definitions: [CanonicalJSON]
    public var rows: [Row]
    /// All events of the matter, in order.
    public var entries: [Entry]
    public var checkpoint: Checkpoint

    public init(
        matter: Int64, at: String, definitions: [CanonicalJSON], rows: [Row], entries: [Entry], checkpoint: Checkpoint
    ) {
        self.matter = matter
        self.at = at
        self.definitions = definitions
        self.rows = rows
        self.entries = entries
        self.checkpoint = checkpoint
    }

    /// The whole file. The last line is signed, because a chain and proofs alone do not show that the newest events were
    /// cut off: the beginning of a matter proves itself as well.
    public func bytes(signedWith key: LedgerKey) throws -> [UInt8] {
        var output: [UInt8] = []
        var lines = 0
        func add(_ line: CanonicalJSON) {
            output += line.bytes
            output.append(UInt8(ascii: "\n"))
            lines += 1
        }
        let algorithm = checkpoint.algorithm
        add(
            .object([
                "format": .text(Self.format), "ledger": .text(checkpoint.ledger),
                "algorithm": .text(algorithm.rawValue), "matter": .integer(matter), "events": .integer(entries.count),
                "at": .text(at),
            ]))
        for entry in entries { add(.object(["index": .text(ExportIndex.line(of: entry.record))])) }
        for definition in definitions {
            add(.object(["definition": definition, "digest": .text(Self.digest(ofDefinition: definition).hex)]))
        }
        for row in rows { add(.object(["row": row.content, "subject": .text(row.subject)])) }
        for entry in entries {
            if let attachment = Self.attachment(in: entry.record) { add(.object(["attachment": attachment])) }
        }
        for entry in entries {
            add(
                .object([
                    "event": entry.record, "hash": .text(algorithm.hash(entry.record.bytes).hex),
                    "position": .integer(entry.position), "proof": .array(entry.proof.map { .text($0.hex) }),
                ]))
        }
        add(try checkpoint.signed(with: key).canonical)
        let end = Self.end(lines: lines, digest: algorithm.hash(output), key: key.publicKey)
        add(.object(["end": end, "signature": .text(Hex.text(try key.sign(end.bytes)))]))
        return output
    }

    /// What the last line commits to: how many lines come before it, and the digest of all their bytes.
    static func end(lines: Int, digest: Digest, key: PublicKey) -> CanonicalJSON {
        .object([
            "format": .text(endFormat), "lines": .integer(lines), "digest": .text(digest.hex),
            "key": .text(key.id.hex),
        ])
    }

    /// By SM3 whatever the hash of the ledger: the digest under which the definition was published.
    static func digest(ofDefinition content: CanonicalJSON) -> Digest { HashAlgorithm.sm3.hash(content.bytes) }

    /// What an event says of the file that it added to the matter, if it added one.
    static func attachment(in record: CanonicalJSON) -> CanonicalJSON? { record["body"]?["attachmentAdded"]?["_0"] }
}
