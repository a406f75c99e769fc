internal import MatterCore
internal import Messaging
internal import Postgres

/// A row of `outgoing_message` that this server may send until its claim runs out.
struct ClaimedMessage: Decodable, Sendable {
    var id: Int64
    var channel: MessageChannelKind
    var recipient: String
    var subject: String
    var text: String
    var createdAt: StoredInstant
    /// With this one. A claim that ran out has a number that is no more the row's.
    var attempts: Int

    enum CodingKeys: String, CodingKey {
        case id, channel, recipient, subject, text
        case createdAt = "created_at"
        case attempts
    }

    /// The number and the moment of its row make its id, so a database that was restored gives none out again.
    func message(link: String?) -> Message {
        Message(
            id: "\(id).\(createdAt.instant.milliseconds)", recipient: recipient, subject: subject,
            text: link.map { "\(text)\n\($0)\n" } ?? "\(text)\n", writtenAt: createdAt.instant)
    }
}

extension ClaimedMessage {
    /// Takes what is due, oldest first. Another server passes over these rows, and finds them again if this one has said
    /// nothing of them until the claim runs out.
    static func claim(_ limit: Int, of channels: [MessageChannelKind], at now: Instant, until end: Instant) -> Query {
        """
        with due as (
            select id from outgoing_message
            where sent_at is null and failed_at is null and next_try_at <= \(now.sql)
                and channel = any(\(channels.map(\.rawValue))::text[])
            order by next_try_at, id limit \(limit) for update skip locked)
        update outgoing_message as message set attempts = message.attempts + 1, next_try_at = \(end.sql)
        from due where message.id = due.id
        returning (select row_to_json(row) from (select message.id, message.channel, message.recipient,
            message.subject, message.text, message.created_at, message.attempts) as row)
        """
    }
}
