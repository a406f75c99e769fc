public import HummingbirdCore
import NIOCore

/// How the server guards itself.
public struct HTTPSettings: Sendable {
    public var rates = RateLimits()
    public var address = ClientAddress()
    public var patience = Patience.Limits()
    public var mostConnections = 1_024
    public var streams = StreamSettings()
    /// Browsers reach the server over TLS only, through its own certificate or a proxy's.
    public var isSecure = false

    public init() {}

    /// The protocol, with bounded heads and bounded patience.
    public func server() -> HTTPServerBuilder {
        let patience = patience
        return .http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [Patience(patience)], idleTimeout: .seconds(60),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 * 1_024, maxHeaderListSize: 32 * 1_024, maxHeaderFieldCount: 100)))
    }
}
