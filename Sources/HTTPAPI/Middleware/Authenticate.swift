import Casework
import Hummingbird
import JWTKit
import MatterCore

/// From token to principal. The organisation is read from the database, so that a token cannot invent one.
struct Authenticate: RouterMiddleware {
    typealias Context = APIContext
    let tokens: TokenKey
    let casework: Casework

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let operation = context.operation, !operation.isOpen else { return try await next(request, context) }
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else {
            throw Problem.unauthorized(
                "token-missing", en: "Send an access token: Authorization: Bearer <token>.", zh: "请提供访问令牌。")
        }
        guard let claims = await tokens.claims(of: String(header.dropFirst(7))),
            let principal = try await casework.principal(
                id: claims.sub.value, name: claims.name, role: claims.role, organisation: claims.org)
        else {
            throw Problem.unauthorized(
                "token-invalid", en: "The access token is not valid or has expired.", zh: "访问令牌无效或已过期。")
        }
        context.caller.principal = principal
        return try await next(request, context)
    }
}
