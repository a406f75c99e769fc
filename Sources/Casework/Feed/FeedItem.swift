/// Something that happened, in the feed of one who may read it.
public struct FeedItem: Codable, Hashable, Sendable {
    /// The place of the event in the ledger's one order: the same for every reader and at every server.
    public let number: Int
    /// Number of the item before this one in the same feed; nil for the first. Who does not hold that one has a gap.
    public let previous: Int?
    public let matter: Int64
    public let debtorName: String
    public let caseNumber: String?
    public let event: EventView

    enum CodingKeys: CodingKey {
        case number, previous, matter, debtorName, caseNumber, event
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .number)
        // Present, as null, in the first item too.
        try container.encode(previous, forKey: .previous)
        try container.encode(matter, forKey: .matter)
        try container.encode(debtorName, forKey: .debtorName)
        try container.encodeIfPresent(caseNumber, forKey: .caseNumber)
        try container.encode(event, forKey: .event)
    }
}

/// A stretch of a feed.
public struct FeedPage: Sendable {
    /// In the order of their numbers.
    public let items: [FeedItem]
    /// Everything in the feed up to this number was given; nil while the feed is empty and nothing was asked for.
    public let through: Int?
    /// Whether there is more after it now.
    public let hasMore: Bool

    public static let defaultSize = 100
    public static let largestSize = 1_000
}
