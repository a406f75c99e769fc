import Casework
import FoundationEssentials
public import Hummingbird
import Logging
import MatterCore
import NIOCore
import Synchronization

/// What the middleware learned about a request on its way in.
public struct APIContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The operation of the API description; nil outside the API.
    var operation: Operation?
    var input = Input()
    /// Shared by all copies of the context, so that the access log sees who it was.
    let caller = Caller()

    /// The connection, so that a stream can be broken off.
    let channel: any Channel
    /// The socket's other end: the client, or a proxy.
    let peer: SocketAddress?
    /// Address of the client, as far as our own proxies can tell.
    var address: String?

    /// Id of the request: in the log, in `X-Request-Id` and in problems.
    let requestID: String

    /// Whether browsers reach this server over TLS only, so that cookies may insist on it.
    var isSecure = false

    public init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        peer = source.channel.remoteAddress
        // A log handler may keep no metadata.
        requestID = source.logger[metadataKey: "hb.request.id"]?.description ?? RequestID().description
    }

    /// Where the request comes from, for the record.
    func origin(channel: String?) -> Origin { Origin(address: address, channel: channel, request: requestID) }

    /// Who asks. Every operation that is not open has gone through `Authenticate`.
    var principal: Principal {
        get throws {
            guard let principal = caller.principal else { throw Problem(SessionRestriction.post) }
            return principal
        }
    }

    final class Caller: Sendable {
        private let value = Mutex<SignedInCaller?>(nil)
        var signedIn: SignedInCaller? {
            get { value.withLock { $0 } }
            set { value.withLock { $0 = newValue } }
        }
        var principal: Principal? { signedIn?.principal }
    }
}

/// Parameters and body, checked against the API description.
struct Input: Sendable {
    var query: [String: JSON] = [:]
    var headers: [String: JSON] = [:]
    var path: [String: JSON] = [:]
    var idempotencyKey = ""
    var version = 0
    var body: [UInt8] = []

    /// The body as the type that the description promises.
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try JSONDecoder().decode(type, from: Data(body)) }

    func text(_ name: String) -> String? { query[name]?.text }
    /// A code of the query, as the type of code that is wanted.
    func code<Value: RawRepresentable<String>>(_ name: String) -> Value? { text(name).flatMap(Value.init(rawValue:)) }
    func flag(_ name: String) -> Bool? {
        if case .boolean(let value) = query[name] { value } else { nil }
    }

    var page: PageRequest {
        PageRequest(
            size: query["limit"]?.whole.flatMap { Int(exactly: $0) } ?? PageRequest.defaultSize, cursor: text("cursor"))
    }

    /// A number of the address.
    func number(_ name: String) throws -> Int64 {
        guard let value = path[name]?.whole else { throw Problem.unknownRoute }
        return value
    }

    var matter: Int64 {
        get throws { try number("matter") }
    }

    var assignment: Int {
        get throws { Int(try number("assignment")) }
    }
}
