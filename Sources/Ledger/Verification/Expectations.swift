/// What somebody outside knows already, and holds an export against.
public struct Expectations: Sendable {
    /// Id of the one key that may have signed. Without it anybody could have made the whole file with a key of their own.
    public var key: Digest?
    /// Receipts that were kept.
    public var receipts: [Receipt]

    public init(key: Digest? = nil, receipts: [Receipt] = []) {
        self.key = key
        self.receipts = receipts
    }
}
