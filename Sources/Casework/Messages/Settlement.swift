internal import MatterCore
internal import Messaging
internal import Postgres

/// What is written down of one attempt.
struct Settlement: Sendable {
    /// How often a message is tried: with the pauses, for about four days.
    static let mostAttempts = 18
    /// Of older ones nobody needs to hear.
    static let longestWait: Int64 = 5 * 86_400
    private static let (shortestPause, longestPause): (Int64, Int64) = (60, 8 * 3_600)

    let id: Int64
    let attempt: Int
    let isSent: Bool
    /// When it is tried again; nil if it was sent or given up.
    let nextTry: Instant?
    let fault: MessageFault?

    init(_ message: ClaimedMessage, _ outcome: MessageOutcome, at now: Instant) {
        id = message.id
        attempt = message.attempts
        switch outcome {
        case .delivered: (isSent, nextTry, fault) = (true, nil, nil)
        case .rejected(let fault): (isSent, nextTry, self.fault) = (false, nil, fault)
        case .later(let fault):
            let isLast = message.attempts >= Self.mostAttempts
            let next = isLast ? nil : now.adding(seconds: Self.pause(after: message.attempts))
            (isSent, nextTry, self.fault) = (false, next, fault)
        }
    }

    /// Seconds: a minute, then four times the last pause, eight hours at most.
    static func pause(after attempts: Int) -> Int64 {
        min(longestPause, shortestPause << Int64(2 * min(max(attempts, 1) - 1, 10)))
    }

    /// Writes any number. That a message was sent counts whoever says it; anything else only from who holds the claim.
    static func record(_ all: [Settlement], at now: Instant) -> Query {
        """
        update outgoing_message as message set
            sent_at = case when result.is_sent = 1 then \(now.sql) end,
            failed_at = case when result.is_sent = 0 and result.next_try is null then \(now.sql) end,
            next_try_at = coalesce(result.next_try, message.next_try_at),
            last_error = result.fault
        from unnest(\(all.map(\.id))::bigint[], \(all.map(\.attempt))::integer[],
                \(all.map { $0.isSent ? 1 : 0 })::integer[], \(all.map { $0.nextTry?.description })::timestamptz[],
                \(all.map { $0.fault?.rawValue })::text[]) as result (id, attempt, is_sent, next_try, fault)
        where message.id = result.id and message.sent_at is null and message.failed_at is null
            and (result.is_sent = 1 or message.attempts = result.attempt)
        """
    }
}
