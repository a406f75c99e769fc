internal import MatterCore
public import Messaging
internal import Postgres
internal import Synchronization

/// Sends the messages that leave the house. Any number of servers may run one: each claims rows for a while, sends them
/// outside of any transaction, and writes down what became of them.
///
/// A message arrives at least once. A server that dies between sending and writing down has sent a message that will be
/// sent again when its claim runs out, under the same id; receivers drop a double by that.
public final class Deliverer: Sendable {
    /// So many at a time, each on a connection of its own: no mail server minds.
    static let batch = 4
    /// Seconds; longer than any attempt takes.
    static let claim: Int64 = 180

    private let casework: Casework
    private let channels: [MessageChannelKind: any MessageChannel]
    private let link: String?
    private let state = Mutex((waiting: 0, failed: 0))

    /// - Parameter link: Where people sign in, to stand below each message.
    public init(_ casework: Casework, channels: [any MessageChannel], link: String? = nil) {
        self.casework = casework
        self.channels = Dictionary(channels.map { ($0.kind, $0) }) { first, _ in first }
        self.link = link
    }

    /// How many messages waited and how many had been given up, when it was last looked.
    public var counts: (waiting: Int, failed: Int) { state.withLock { $0 } }

    /// Sends what is due until nothing is, or until a channel does not work.
    ///
    /// - Returns: How many were delivered.
    @discardableResult
    public func deliver() async throws(CaseworkError) -> Int {
        var delivered = 0
        while !Task.isCancelled {
            let claimed = try await claim()
            let results = await send(claimed)
            let now = casework.clock()
            let settled = results.map { Settlement($0.message, $0.outcome, at: now) }
            if !settled.isEmpty { try await record(settled, at: now) }
            delivered += settled.count { $0.isSent }
            let isBroken = settled.contains { $0.fault?.isOfChannel == true } && !settled.contains(where: \.isSent)
            guard claimed.count == Self.batch, !isBroken else { break }
        }
        try await count()
        return delivered
    }

    /// Runs until the task is cancelled, and looks every five seconds.
    public func run(onError report: @Sendable (any Error) -> Void) async {
        repeat {
            do {
                try await deliver()
            } catch {
                if !Task.isCancelled { report(error) }
            }
        } while (try? await Task.sleep(for: .seconds(5))) != nil
    }

    private func claim() async throws(CaseworkError) -> [ClaimedMessage] {
        let now = casework.clock()
        return try await casework.writing(as: .service) { (db: borrowing Session) in
            try db.query(
                ClaimedMessage.claim(
                    Self.batch, of: Array(channels.keys), at: now, until: now.adding(seconds: Self.claim))
            ).map { try $0.json(ClaimedMessage.self) }
        }
    }

    private typealias Attempt = (message: ClaimedMessage, outcome: MessageOutcome)

    private func send(_ messages: [ClaimedMessage]) async -> [Attempt] {
        let oldest = casework.clock().adding(seconds: -Settlement.longestWait)
        return await withTaskGroup(of: Attempt.self) { group in
            for message in messages {
                guard let channel = channels[message.channel] else { continue }
                group.addTask { [link] in
                    guard message.createdAt.instant > oldest else { return (message, .rejected(.expired)) }
                    return (message, await channel.send(message.message(link: link)))
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// What was sent is written down even if somebody stops us: a task of its own, for a cancelled one may not use the
    /// database.
    private func record(_ settled: [Settlement], at now: Instant) async throws(CaseworkError) {
        let casework = casework
        let recording = Task { () -> Result<Void, CaseworkError> in
            do throws(CaseworkError) {
                try await casework.writing(as: .service) { (db: borrowing Session) in
                    db.onCommit(Settlement.record(settled, at: now))
                }
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try await recording.value.get()
    }

    private func count() async throws(CaseworkError) {
        let counts = try await casework.reading(as: .service) { (db: borrowing Session) in
            let row = try db.query(
                """
                select (select count(*) from outgoing_message where sent_at is null and failed_at is null),
                    (select count(*) from outgoing_message where failed_at is not null)
                """
            ).first
            return (waiting: try row?.next(Int.self) ?? 0, failed: try row?.next(Int.self) ?? 0)
        }
        state.withLock { $0 = counts }
    }
}
