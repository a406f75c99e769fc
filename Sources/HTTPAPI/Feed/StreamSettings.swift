/// How long a stream goes on, and with whom.
public struct StreamSettings: Sendable {
    /// A comment is sent when this has passed, and the feed looked at even without news.
    public var heartbeat: Duration = .seconds(15)
    /// How often it is asked whether the session, the token or the post still holds: what is revoked ends after this.
    public var check: Duration = .seconds(5)
    /// A client that takes nothing for so long is cut off; it goes on later where it stopped.
    public var patience: Duration = .seconds(30)
    /// How many streams one person or machine may hold open.
    public var mostOfOne = 8
    /// Items in one piece: what one slow reader costs in memory.
    public var piece = 200

    public init() {}
}
