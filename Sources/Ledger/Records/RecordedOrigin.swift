/// From where somebody acted. What is not known is left out.
public struct RecordedOrigin: Sendable {
    public var address: String?
    public var channel: String?
    public var request: String?

    public init(address: String?, channel: String?, request: String?) {
        self.address = address
        self.channel = channel
        self.request = request
    }

    /// Nil if nothing is known.
    var canonical: CanonicalJSON? {
        guard address != nil || channel != nil || request != nil else { return nil }
        return .object([
            "address": address.map { .text($0) }, "channel": channel.map { .text($0) },
            "request": request.map { .text($0) },
        ])
    }
}
