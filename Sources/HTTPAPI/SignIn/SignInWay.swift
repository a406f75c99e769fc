import Casework
import Hummingbird
import MatterCore

/// One way to show who asks: a session's cookie, a token.
protocol SignInWay: Sendable {
    /// Nil if the request does not use this way; throws a problem if it does and is refused.
    func caller(_ request: Request, _ context: APIContext) async throws -> SignedInCaller?

    /// The same later on, while the request is still being answered: nobody has done anything since.
    func callerStill(_ request: Request, _ context: APIContext) async throws -> SignedInCaller?
}

extension SignInWay {
    func callerStill(_ request: Request, _ context: APIContext) async throws -> SignedInCaller? {
        try await caller(request, context)
    }
}

/// Who asks, and how far the sign-in has come.
struct SignedInCaller: Sendable {
    /// Nil while no post is chosen; only a session can be in that state.
    let principal: Principal?
    let session: SessionState?

    init(principal: Principal) {
        self.principal = principal
        session = nil
    }

    init(session: SessionState) {
        principal = session.acting
        self.session = session
    }
}

extension Request {
    /// What `Authorization: Bearer` holds.
    var bearer: String? {
        guard let header = headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
        return String(header.dropFirst(7))
    }
}
