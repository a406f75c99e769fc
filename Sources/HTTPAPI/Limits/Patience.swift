public import NIOCore
public import NIOHTTPTypes

/// Closes a connection whose client sends too slowly, so that a few clients cannot hold all connections: a head must be
/// complete some seconds after it may begin, and a body must keep coming at a least speed.
///
/// The idle timeout of the server does not do this: a byte now and then keeps a connection from being idle.
public final class Patience: ChannelDuplexHandler, RemovableChannelHandler {
    public typealias InboundIn = HTTPRequestPart
    public typealias InboundOut = HTTPRequestPart
    public typealias OutboundIn = HTTPResponsePart
    public typealias OutboundOut = HTTPResponsePart

    /// How long a client may take.
    public struct Limits: Sendable {
        public var head: TimeAmount
        /// A body is looked at each time that this has passed.
        public var body: TimeAmount
        /// Bytes that must have come in between.
        public var leastBytes: Int

        public init(head: TimeAmount = .seconds(30), body: TimeAmount = .seconds(15), leastBytes: Int = 15 * 1_024) {
            self.head = head
            self.body = body
            self.leastBytes = leastBytes
        }
    }

    private let limits: Limits
    private var timer: Scheduled<Void>?
    private var bytes = 0
    /// Whether the server wants more. While it is busy with what has come, the client is not to blame.
    private var isAsked = false

    public init(_ limits: Limits) { self.limits = limits }

    public func channelActive(context: ChannelHandlerContext) {
        waitForHead(context)
        context.fireChannelActive()
    }

    public func handlerAdded(context: ChannelHandlerContext) {
        // Over TLS the handler joins a channel that is active already.
        if context.channel.isActive { waitForHead(context) }
    }

    public func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    public func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
    }

    public func read(context: ChannelHandlerContext) {
        isAsked = true
        context.read()
    }

    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isAsked = false
        switch unwrapInboundIn(data) {
        case .head: waitForBody(context)
        case .body(let piece): bytes += piece.readableBytes
        case .end: timer?.cancel()
        }
        context.fireChannelRead(data)
    }

    public func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { waitForHead(context) }
        context.write(data, promise: promise)
    }

    private func waitForHead(_ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.head) { context.close(promise: nil) }
    }

    private func waitForBody(_ context: ChannelHandlerContext) {
        timer?.cancel()
        bytes = 0
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.body) {
            if !self.isAsked || self.bytes >= self.limits.leastBytes {
                self.waitForBody(context)
            } else {
                context.close(promise: nil)
            }
        }
    }
}

@available(*, unavailable)
extension Patience: Sendable {}
