import FoundationEssentials
import Hummingbird
import Logging
import MatterCore
import Synchronization

/// What the middleware learned about a request on its way in.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The operation of the API description; nil outside the API.
    var operation: Operation?
    var input = Input()
    /// Shared by all copies of the context, so that the access log sees who it was.
    let caller = Caller()

    init(source: Source) { coreContext = CoreRequestContextStorage(source: source) }

    /// Who asks. Every operation that is not open has gone through `Authenticate`.
    var principal: Principal {
        get throws {
            guard let principal = caller.principal else { throw Problem.internalError }
            return principal
        }
    }

    final class Caller: Sendable {
        private let value = Mutex<Principal?>(nil)
        var principal: Principal? {
            get { value.withLock { $0 } }
            set { value.withLock { $0 = newValue } }
        }
    }
}

/// Parameters and body, checked against the API description.
struct Input: Sendable {
    var query: [String: JSON] = [:]
    var path: [String: JSON] = [:]
    var idempotencyKey = ""
    var version = 0
    var body: [UInt8] = []

    /// The body as the type that the description promises.
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try APIJSON.decode(type, from: body) }

    func text(_ name: String) -> String? { query[name]?.text }
    func whole(_ name: String) -> Int? { query[name]?.whole.flatMap { Int(exactly: $0) } }
    func flag(_ name: String) -> Bool? {
        if case .boolean(let value) = query[name] { value } else { nil }
    }

    /// A value of the address.
    func number(_ name: String) throws -> Int64 {
        guard let value = path[name]?.whole else { throw Problem.unknownRoute }
        return value
    }
}
