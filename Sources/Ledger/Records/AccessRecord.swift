/// The canonical content of an entry that belongs to no matter's chain: a sign-in, a denial, a disclosure, an export, a
/// change of the configuration. The tree alone keeps it in its place.
public struct AccessRecord: Sendable {
    public static let format = "onematter-access/1"

    public var at: String
    public var kind: String
    public var by: Author?
    public var onBehalfOf: Author.Reference?
    public var origin: RecordedOrigin
    public var subject: String?
    /// Why it was allowed or refused.
    public var ground: String?
    public var matters: [Int64]
    public var occurrences: Int
    public var detail: CanonicalJSON

    public init(
        at: String, kind: String, by: Author?, onBehalfOf: Author.Reference?, origin: RecordedOrigin, subject: String?,
        ground: String?, matters: [Int64], occurrences: Int, detail: CanonicalJSON
    ) {
        self.at = at
        self.kind = kind
        self.by = by
        self.onBehalfOf = onBehalfOf
        self.origin = origin
        self.subject = subject
        self.ground = ground
        self.matters = matters
        self.occurrences = occurrences
        self.detail = detail
    }

    public var canonical: CanonicalJSON {
        .object([
            "format": .text(Self.format), "at": .text(at), "kind": .text(kind), "by": by?.canonical,
            "onBehalfOf": onBehalfOf?.canonical, "origin": origin.canonical, "subject": subject.map { .text($0) },
            "ground": ground.map { .text($0) }, "matters": .array(matters.map { .integer($0) }),
            "occurrences": .integer(occurrences), "detail": detail,
        ])
    }
}
