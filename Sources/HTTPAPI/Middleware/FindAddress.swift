import Hummingbird

/// Tells those after it which address the request came from, and whether cookies may insist on TLS.
struct FindAddress: RouterMiddleware {
    typealias Context = APIContext
    let settings: HTTPSettings

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.address = settings.address.find(peer: context.peer, forwarded: request.headers[values: .forwardedFor])
        context.isSecure = settings.isSecure
        return try await next(request, context)
    }
}
