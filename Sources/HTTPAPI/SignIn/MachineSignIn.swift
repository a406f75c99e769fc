import Casework
import Hummingbird
import Identity
import Logging
import MatterCore

/// A bearer token that an agency's system signed with its own key.
struct MachineSignIn: SignInWay {
    let casework: Casework

    func caller(_ request: Request, _ context: APIContext) async throws -> SignedInCaller? {
        try await caller(request, context, isUsed: false)
    }

    func callerStill(_ request: Request, _ context: APIContext) async throws -> SignedInCaller? {
        try await caller(request, context, isUsed: true)
    }

    private func caller(
        _ request: Request, _ context: APIContext, isUsed: Bool
    ) async throws -> SignedInCaller? {
        // Whatever is not a token of some client is left to the next way, which refuses what it does not know.
        guard let text = request.bearer, let token = try? SignedToken(text), let client = token.claimedIssuer,
            MachineToken.isClient(client)
        else { return nil }
        let origin = context.origin(channel: "machine")
        switch try await casework.principal(of: token, client: client, from: origin, isUsed: isUsed) {
        case .success(let principal): return SignedInCaller(principal: principal)
        case .failure(let fault):
            // Who sent it hears nothing that would help to make a better one.
            context.logger.notice(
                "machine token refused", metadata: ["client": "\(client)", "fault": "\(fault.rawValue)"])
            throw Problem.tokenInvalid
        }
    }
}

extension Problem {
    static var tokenInvalid: Problem {
        .unauthorized("token-invalid", en: "The access token is not valid or has expired.", zh: "访问令牌无效或已过期。")
    }
}
