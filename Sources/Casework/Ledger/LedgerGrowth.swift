/// What one batch of the sequencer added, as the servers tell each other.
public struct LedgerGrowth: Hashable, Sendable {
    /// Entries in the tree after the batch.
    public let size: Int
    /// Whose feeds grew, as text; nil: anybody's.
    public let readers: Set<String>?

    /// A payload of PostgreSQL holds 8,000 bytes.
    private static let longest = 7_500

    public init(size: Int, readers: Set<String>?) {
        self.size = size
        self.readers = readers
    }

    /// `12 court:COURT-330603 region:3306`; `12 *` if it would be too long, and `12` if nobody's feed grew.
    public var text: String {
        guard let readers else { return "\(size) *" }
        let whole = (["\(size)"] + readers.sorted()).joined(separator: " ")
        return whole.utf8.count <= Self.longest ? whole : "\(size) *"
    }

    public init?(text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard let first = words.first, let size = Int(first) else { return nil }
        let rest = Set(words.dropFirst())
        self.init(size: size, readers: rest.contains("*") ? nil : rest)
    }
}
