import Casework
import Hummingbird
import Logging
import MatterCore
import NIOCore

/// Turns every error into a problem. It stands inside the header and log middleware, because the router writes errors of
/// its own kind outside all of them, bare.
struct ProblemBoundary: RouterMiddleware {
    typealias Context = APIContext

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return problem(for: error, context).response(id: context.requestID)
        }
    }

    private func problem(for error: any Error, _ context: APIContext) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as CaseworkError:
            if case .failed = error { break }
            if case .unrecorded(let reason) = error {
                context.logger.error("refused, because it cannot be put on record", metadata: ["error": "\(reason)"])
            }
            return Problem(error)
        case is CancellationError: return .unavailable("cancelled", en: "The server is stopping.", zh: "服务器正在停止。")
        default: break
        }
        // The text may quote data, so it stays in the log.
        context.logger.error("request failed", metadata: ["error": "\(error)"])
        return .internalError
    }
}
