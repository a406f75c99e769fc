/// A way out of the house. An adapter implements it; who writes and keeps messages knows nothing else of it.
public protocol MessageChannel: Sendable {
    var kind: MessageChannelKind { get }

    /// Tries once, for a minute at most. A task that is cancelled gets its answer at once.
    func send(_ message: Message) async -> MessageOutcome
}

/// Which channel a message goes by.
public enum MessageChannelKind: String, Codable, CaseIterable, Sendable {
    case mail
}
