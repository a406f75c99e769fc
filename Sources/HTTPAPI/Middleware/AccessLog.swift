import Hummingbird
import Logging
import MatterCore

/// Outermost: one line and one measurement for each request. Names the route, not the address, so neither the log's
/// label nor a metric holds a matter's number, and no header or body gets in.
struct AccessLog: RouterMiddleware {
    typealias Context = APIContext
    let metrics: RequestMetrics

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let duration = ContinuousClock.now - start
        let route = context.endpointPath ?? "NotFound"
        // Any word can be a method; only the usual ones may become labels.
        let method = Self.methods.contains(request.method) ? request.method.rawValue : "OTHER"
        metrics.record(method: method, route: route, status: response.status.code, duration: duration)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(method)", "route": "\(route)", "status": "\(response.status.code)",
                "ms": "\(duration.milliseconds)", "principal": "\(context.caller.principal?.id ?? "-")",
            ])
        return response
    }

    private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
