import Ledger
/// A caller's key for one act. The same key with the same request is answered as before and does nothing; with another
/// request it is refused. Keys belong to a person, and are kept for a day at least.
public struct IdempotencyClaim: Hashable, Sendable {
    public let key: String
    /// SM3 of the request.
    let digest: String

    /// - Parameter request: What makes the request the same: method, address, precondition, body.
    public init(key: String, request: some Sequence<UInt8>) {
        self.key = key
        digest = SM3.digest(request)
    }
}
