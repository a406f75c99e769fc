import Hummingbird

/// Finds the operation of the request in the API description. The router answers 404 to a wrong method; the description
/// knows better.
struct Routing: RouterMiddleware {
    typealias Context = APIContext
    let contract: Contract

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let path = context.endpointPath ?? ""
        guard let operation = contract.operation(method: request.method.rawValue, path: path) else {
            if let methods = contract.methods(ofPath: request.uri.path) { throw Problem.methodNotAllowed(methods) }
            throw Problem.unknownRoute
        }
        var context = context
        context.operation = operation
        return try await next(request, context)
    }
}
