import Hummingbird
import MatterCore

/// Before anybody is asked who they are: the request has a bounded shape, and its address has not sent too many.
struct Limit: RouterMiddleware {
    typealias Context = APIContext
    let gate: RateGate
    let contract: Contract

    static let longestTarget = 8_192
    static let mostParameters = 64

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let caller = ClientAddress.caller(context.address)
        var headers = try gate.pass(.address, caller)
        if request.headers[.authorization] == nil, request.headers[.cookie] == nil {
            headers = try gate.pass(.anonymous, caller) ?? headers
        }
        let operation = contract.operation(method: request.method.rawValue, path: context.endpointPath ?? "")
        if operation?.isSignIn == true { headers = try gate.pass(.signIn, caller) ?? headers }
        let target = request.uri.string
        guard target.utf8.count <= Self.longestTarget else { throw Problem.targetTooLong }
        guard target.utf8.count(where: { $0 == UInt8(ascii: "&") }) < Self.mostParameters else {
            throw Problem.badInput([
                Schema.Fault(pointer: "?", code: "too-many-parameters", detail: "At most \(Self.mostParameters).")
            ])
        }
        var response = try await next(request, context)
        for header in headers ?? [:] where response.headers[header.name] == nil { response.headers.append(header) }
        return response
    }
}

/// After it is known who asks.
struct LimitPrincipal: RouterMiddleware {
    typealias Context = APIContext
    let gate: RateGate

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let principal = context.caller.principal else { return try await next(request, context) }
        // An organisation cannot use up the share of another one by choosing ids.
        let headers = try gate.pass(.principal, "\(principal.organisation.id)/\(principal.id)")
        var response = try await next(request, context)
        for header in headers ?? [:] { response.headers.append(header) }
        return response
    }
}

extension Problem {
    static var targetTooLong: Problem {
        Problem(
            .uriTooLong, "address-too-long", en: "The address is longer than \(Limit.longestTarget) bytes.",
            zh: "请求地址超过 \(Limit.longestTarget) 字节。")
    }
}
