internal import MatterCore
internal import Messaging
internal import Postgres

/// Table `outgoing_message`, as it is written: a message that is to leave the house. `Deliverer` takes it from there.
struct OutgoingMessage: TableRow {
    static let table = "outgoing_message"
    static let primaryKey = [CodingKeys.cause, .channel, .recipient]

    var matter: Int64?
    var channel: MessageChannelKind
    var recipient: String
    var subject: String
    var text: String
    /// What made it, such as `matter/12/event/345`.
    var cause: String
    var createdAt: StoredInstant
    var nextTryAt: StoredInstant

    enum CodingKeys: String, CodingKey, CaseIterable {
        case matter = "matter_id"
        case channel, recipient, subject, text, cause
        case createdAt = "created_at"
        case nextTryAt = "next_try_at"
    }
}

extension OutgoingMessage {
    /// Writes any number; what went out, or is to go, for the same cause to the same recipient, is left alone. Meant for
    /// the transaction of the cause, in the scope of its matters or of the service.
    static func record(_ messages: [OutgoingMessage]) throws -> Query {
        // Naming the constraint would ask for the right to read, which acts do not have.
        "\(try insert(messages)) on conflict do nothing"
    }
}
