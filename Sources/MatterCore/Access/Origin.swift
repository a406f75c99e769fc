/// Where a request came from, as far as the server can tell.
public struct Origin: Hashable, Codable, Sendable {
    /// Network address of the client, as the server or its trusted proxy saw it; nil inside the program.
    public let address: String?
    /// How the one who asks signed in: `session`, `sso`, `token`, `machine`; nil inside the program.
    public let channel: String?
    /// Id of the request, the one in the log and in problems.
    public let request: String?

    public init(address: String?, channel: String?, request: String?) {
        self.address = address
        self.channel = channel
        self.request = request
    }

    public static let unknown = Origin(address: nil, channel: nil, request: nil)
}
