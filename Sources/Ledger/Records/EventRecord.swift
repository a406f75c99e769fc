/// The canonical content of one event of a matter: what its hash covers. `docs/ledger.md` says what each member means.
public struct EventRecord: Sendable {
    public static let format = "onematter-event/1"

    public var matter: Int64
    /// From 1, without gaps.
    public var number: Int
    /// Hash of the event before; `Digest.zero` for the first.
    public var previous: Digest
    public var at: String
    public var by: Author
    public var onBehalfOf: Author.Reference?
    public var origin: RecordedOrigin
    public var kind: String
    public var body: CanonicalJSON
    public var matterVersion: Int
    public var assignment: Int?
    public var assignmentVersion: Int?
    public var workflow: Definition
    /// Digests of the rows that the act changed, before and after.
    public var changes: [Change]

    public init(
        matter: Int64, number: Int, previous: Digest, at: String, by: Author, onBehalfOf: Author.Reference?,
        origin: RecordedOrigin, kind: String, body: CanonicalJSON, matterVersion: Int, assignment: Int?,
        assignmentVersion: Int?, workflow: Definition, changes: [Change]
    ) {
        self.matter = matter
        self.number = number
        self.previous = previous
        self.at = at
        self.by = by
        self.onBehalfOf = onBehalfOf
        self.origin = origin
        self.kind = kind
        self.body = body
        self.matterVersion = matterVersion
        self.assignment = assignment
        self.assignmentVersion = assignmentVersion
        self.workflow = workflow
        self.changes = changes
    }

    /// The definition that the act was decided under; it holds the law articles and their versions.
    public struct Definition: Sendable {
        public var id: String
        public var version: Int
        public var digest: Digest

        public init(id: String, version: Int, digest: Digest) {
            self.id = id
            self.version = version
            self.digest = digest
        }

        var canonical: CanonicalJSON {
            .object(["id": .text(id), "version": .integer(version), "digest": .text(digest.hex)])
        }
    }

    public struct Change: Sendable {
        /// `matter`, or `duty/3`.
        public var subject: String
        /// Nil if the act made the row.
        public var before: Digest?
        public var after: Digest

        public init(subject: String, before: Digest?, after: Digest) {
            self.subject = subject
            self.before = before
            self.after = after
        }

        var canonical: CanonicalJSON {
            .object([
                "subject": .text(subject), "before": before.map { .text($0.hex) }, "after": .text(after.hex),
            ])
        }
    }

    public var canonical: CanonicalJSON {
        .object([
            "format": .text(Self.format), "matter": .integer(matter), "number": .integer(number),
            "previous": .text(previous.hex), "at": .text(at), "by": by.canonical, "onBehalfOf": onBehalfOf?.canonical,
            "origin": origin.canonical, "kind": .text(kind), "body": body, "matterVersion": .integer(matterVersion),
            "assignment": assignment.map { .integer($0) },
            "assignmentVersion": assignmentVersion.map { .integer($0) }, "workflow": workflow.canonical,
            "changes": .array(changes.map(\.canonical)),
        ])
    }
}
