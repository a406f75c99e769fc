public import MatterCore

/// A short text that leaves the house.
public struct Message: Hashable, Sendable {
    /// The same at every attempt to send it, so that a receiver can drop a double. Letters, digits and dots.
    public let id: String
    /// As the channel spells an address.
    public let recipient: String
    /// One line.
    public let subject: String
    public let text: String
    public let writtenAt: Instant

    public init(id: String, recipient: String, subject: String, text: String, writtenAt: Instant) {
        self.id = id
        self.recipient = recipient
        self.subject = subject
        self.text = text
        self.writtenAt = writtenAt
    }
}
