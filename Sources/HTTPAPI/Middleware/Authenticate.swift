import Casework
import Hummingbird
import MatterCore

/// Who asks. The ways are asked in turn; the first that the request uses decides.
struct Authenticate: RouterMiddleware {
    typealias Context = APIContext
    let ways: [any SignInWay]

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let operation = context.operation, !operation.isOpen else { return try await next(request, context) }
        for way in ways {
            guard let caller = try await way.caller(request, context) else { continue }
            context.caller.signedIn = caller
            try require(caller, operation)
            return try await next(request, context)
        }
        throw Problem.unauthorized(
            "token-missing", en: "Sign in at POST /v1/session, or send an access token: Authorization: Bearer <token>.",
            zh: "请登录（POST /v1/session）或提供访问令牌。")
    }

    /// A session that is not complete is good for completing it; the own account belongs to people, not to tokens.
    private func require(_ caller: SignedInCaller, _ operation: Operation) throws {
        guard let session = caller.session else {
            guard operation.needsSession else { return }
            throw Problem(
                .forbidden, "session-required", en: "This is for people who signed in, not for tokens.",
                zh: "此操作须由本人登录后进行，不接受令牌。")
        }
        switch session.restriction {
        case nil: return
        case .password?: if ["readSession", "signOut", "changePassword"].contains(operation.id) { return }
        case .secondFactor?:
            let allowed: Set = [
                "readSession", "signOut", "changePassword", "takePost", "enrolSecondFactor", "confirmSecondFactor",
                "proveSecondFactor",
            ]
            if allowed.contains(operation.id) { return }
        case .post?: if operation.needsSession { return }
        }
        throw Problem(session.restriction ?? .post)
    }
}

extension Problem {
    init(_ restriction: SessionRestriction) {
        let (en, zh) =
            switch restriction {
            case .password: ("Choose a password of your own first: POST /v1/password.", "请先修改密码（POST /v1/password）。")
            case .secondFactor:
                (
                    "A second factor is needed: set one up (POST /v1/second-factor), or prove it (POST /v1/session/second-factor).",
                    "须启用第二因素（POST /v1/second-factor）或提供验证码（POST /v1/session/second-factor）。"
                )
            case .post: ("Choose the post to act in first: POST /v1/session/post.", "请先选择职务（POST /v1/session/post）。")
            }
        self.init(.forbidden, restriction.rawValue, en: en, zh: zh)
    }
}
