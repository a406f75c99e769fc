/// Notifications of some channels, on a connection and a thread of its own.
///
/// A notification is a hint, never the data: the server merges equal ones, and those sent while the connection was down
/// are gone. `.resynchronise` says when that may have happened, so a reader treats it as "read everything again".
public final class Listener: Sendable {
    /// What a reader is told.
    public enum Event: Hashable, Sendable {
        /// Listening has begun or begun again, or the reader was too slow: hints may have been lost.
        case resynchronise
        case notification(channel: String, payload: String)
    }

    /// One reader's stream; it ends after `stop`.
    public let events: AsyncStream<Event>
    private let stopSignal: StopSignal

    /// Starts to listen. It keeps trying, with growing pauses, until it is stopped or the stream's reader goes away.
    public init(_ configuration: DatabaseConfiguration, channels: [String]) {
        let (events, output) = AsyncStream<Event>.makeStream(bufferingPolicy: .bufferingNewest(1_024))
        let stopSignal = StopSignal()
        let loop = ListenerLoop(configuration, channels: channels, stopSignal: stopSignal, output: output)
        output.onTermination = { _ in stopSignal.raise() }
        self.events = events
        self.stopSignal = stopSignal
        Task { await loop.run() }
    }

    deinit { stopSignal.raise() }

    /// Ends the stream and closes the connection.
    public func stop() {
        stopSignal.raise()
    }
}
