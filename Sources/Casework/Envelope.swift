public import MatterCore

/// A command on its way: for which matter, from whom, and what the sender knew.
public struct Envelope: Sendable {
    public let command: Command
    public let matter: Int64
    /// Version of the thing acted on that the sender has seen; nil: any.
    public let expecting: Int?
    public let principal: Principal
    public let idempotency: IdempotencyClaim

    public init(
        _ command: Command, matter: Int64, expecting: Int?, principal: Principal, idempotency: IdempotencyClaim
    ) {
        self.command = command
        self.matter = matter
        self.expecting = expecting
        self.principal = principal
        self.idempotency = idempotency
    }
}
