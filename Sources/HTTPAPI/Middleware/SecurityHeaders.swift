import HTTPTypes
import Hummingbird

/// Headers that every answer carries, unless the handler set its own.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = APIContext
    let isSecure: Bool

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for header in Self.headers where response.headers[header.name] == nil { response.headers.append(header) }
        // Said over plain HTTP it would mean nothing, and behind somebody else's name it would lock people out.
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        response.headers[.requestID] = context.requestID
        return response
    }

    /// An answer of the API is never a page: nothing may be loaded, run, framed or sent from it.
    private static let contentPolicy =
        "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

    private static let headers: [HTTPField] = [
        HTTPField(name: .xContentTypeOptions, value: "nosniff"),
        HTTPField(name: .cacheControl, value: "no-store"),
        HTTPField(name: .contentSecurityPolicy, value: Self.contentPolicy),
        HTTPField(name: .referrerPolicy, value: "no-referrer"),
        HTTPField(name: .permissionsPolicy, value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        HTTPField(name: .crossOriginOpenerPolicy, value: "same-origin"),
        HTTPField(name: .crossOriginResourcePolicy, value: "same-origin"),
        HTTPField(name: .crossOriginEmbedderPolicy, value: "require-corp"),
        HTTPField(name: .xFrameOptions, value: "DENY"),
    ]
}

extension HTTPField.Name {
    static let requestID = known("X-Request-Id")
    static let idempotencyKey = known("Idempotency-Key")
    static let idempotencyReplayed = known("Idempotency-Replayed")
    static let referrerPolicy = known("Referrer-Policy")
    static let csrfToken = known("X-CSRF-Token")
    static let secFetchSite = known("Sec-Fetch-Site")
    static let secFetchUser = known("Sec-Fetch-User")
    static let secFetchDest = known("Sec-Fetch-Dest")
    static let permissionsPolicy = known("Permissions-Policy")
    static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
    static let crossOriginResourcePolicy = known("Cross-Origin-Resource-Policy")
    static let crossOriginEmbedderPolicy = known("Cross-Origin-Embedder-Policy")
    static let xFrameOptions = known("X-Frame-Options")
    static let forwardedFor = known("X-Forwarded-For")
    static let rateLimit = known("RateLimit")
    static let rateLimitPolicy = known("RateLimit-Policy")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
        return name
    }
}
