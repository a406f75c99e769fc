import Casework
import FoundationEssentials
import Hummingbird
import MatterCore
import ServiceLifecycle

/// A feed as server-sent events (WHATWG HTML, 9.2): the number of an item is the id of its event, so a client that was
/// cut off goes on with `Last-Event-ID`.
///
/// News is a hint. Items are always read from the database, page by page, each when the client has taken the one before;
/// so a slow client holds one page and nobody else up, and whatever ended a stream, nothing is lost.
struct FeedStream: Sendable {
    let casework: Casework
    let principal: Principal
    /// Nil for who has no feed: the stream stays empty.
    let reader: FeedReader?
    let settings: StreamSettings
    /// Number of the last item that the client holds.
    let start: Int?
    /// Whether the session, the token or the post still holds.
    let isGranted: @Sendable () async -> Bool

    func write(
        to writer: inout any ResponseBodyWriter, for request: Request, on context: APIContext
    ) async throws {
        let signal = StreamSignal()
        try await withGracefulShutdownHandler {
            try await request.body.consumeWithInboundCloseHandler { _ in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    defer { group.cancelAll() }
                    if let reader {
                        let growth = casework.news.growth(for: reader)
                        group.addTask { for await _ in growth { signal.wake() } }
                    }
                    group.addTask { await watch(signal, context) }
                    try await deliver(to: &writer, signal)
                }
            } onInboundClosed: {
                signal.end()
            }
        } onGracefulShutdown: {
            signal.end()
        }
        try await writer.finish(nil)
    }

    private func deliver(to writer: inout any ResponseBodyWriter, _ signal: StreamSignal) async throws {
        var after = start
        func send(_ text: String) async throws {
            signal.beginsToWrite()
            defer { signal.hasWritten() }
            try await writer.write(ByteBuffer(string: text))
        }
        // After how many milliseconds a browser comes back; and the head goes out with it.
        try await send("retry: 2000\n\n")
        var wakes = signal.wakes.makeAsyncIterator()
        while !signal.isEnding {
            let page: FeedPage
            do {
                page = try await casework.feed(after: after, limit: settings.piece, by: principal)
            } catch {
                // The client comes back, and is told then what is the matter.
                return
            }
            if !page.items.isEmpty {
                try await send(try page.items.map { try Self.event($0) }.joined())
                after = page.through
            }
            if page.hasMore { continue }
            guard await wakes.next() != nil else { return }
            if signal.takeHeartbeat() { try await send(":\n\n") }
        }
    }

    /// Keeps the time until it is cancelled: signs of life, whether the reader may still read, clients that do not.
    private func watch(_ signal: StreamSignal, _ context: APIContext) async {
        let start = ContinuousClock.now
        var (beats, checks) = (1, 1)
        let tick = min(.seconds(1), settings.check, settings.heartbeat)
        while (try? await Task.sleep(for: tick)) != nil {
            let passed = ContinuousClock.now - start
            if passed >= settings.check * checks {
                checks += 1
                if !signal.isEnding, await !isGranted() { signal.end() }
            }
            if passed >= settings.heartbeat * beats {
                beats += 1
                signal.beat()
            }
            if signal.isStuck(patience: settings.patience) { context.channel.close(promise: nil) }
        }
    }

    private static func event(_ item: FeedItem) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return "id: \(item.number)\ndata: \(String(decoding: try encoder.encode(item), as: UTF8.self))\n\n"
    }
}
