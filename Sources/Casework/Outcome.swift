public import MatterCore

/// What an act did.
public struct Outcome: Hashable, Sendable {
    /// A duty assignment and its version after the act.
    public struct Assignment: Hashable, Codable, Sendable {
        public let number: Int
        public let version: Int

        public init(number: Int, version: Int) {
            self.number = number
            self.version = version
        }
    }

    public let matter: Int64
    /// Version of the matter after the act.
    public let version: Int
    /// The assignment acted on, if it was an act on one.
    public let assignment: Assignment?
    /// What was recorded.
    public let events: [MatterEvent]
    /// The hash of each event, which whoever acted may keep: it says what was recorded, whatever is shown later.
    public let hashes: [String]
    /// The key was used before: nothing was done now, this is what was answered then.
    public let isReplay: Bool

    public init(
        matter: Int64, version: Int, assignment: Assignment?, events: [MatterEvent], hashes: [String],
        isReplay: Bool
    ) {
        self.matter = matter
        self.version = version
        self.assignment = assignment
        self.events = events
        self.hashes = hashes
        self.isReplay = isReplay
    }
}
