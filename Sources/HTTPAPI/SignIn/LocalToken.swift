import Casework
import Hummingbird
import JWTKit
import MatterCore

/// A bearer token signed with the local key. The organisation is read from the database, so that a token cannot invent
/// one.
struct LocalToken: SignInWay {
    let tokens: TokenKey
    let casework: Casework

    func caller(_ request: Request, _ context: APIContext) async throws -> SignedInCaller? {
        guard let token = request.bearer else { return nil }
        guard let claims = await tokens.claims(of: token),
            let principal = try await casework.principal(
                id: claims.sub.value, name: claims.name, role: claims.role, organisation: claims.org,
                origin: context.origin(channel: "token"))
        else {
            throw Problem.tokenInvalid
        }
        return SignedInCaller(principal: principal)
    }
}
