import Casework
import Hummingbird
import Identity
import MatterCore

/// Signing in and out, and the own sessions.
extension API {
    func addSessions(to router: Router<APIContext>) {
        router.post("/v1/session") { request, context in
            // There is no session yet that a token could protect.
            try ForgedRequest.check(request)
            let answer = try await casework.signIn(
                try context.input.decode(SignIn.self), from: context.origin(channel: "session"),
                userAgent: request.headers[.userAgent])
            switch answer {
            case .signedIn(let new): return Response(new, status: .created, context)
            case .refused(let refusal): throw Problem.signIn(refusal)
            }
        }
        router.get("/v1/session") { request, context in
            guard let token = SessionCookie.token(of: request, isSecure: context.isSecure) else {
                throw Problem.internalError
            }
            let session = try context.session
            return Response(
                json: SessionView(session, choices: try await casework.choices(of: session), token: token))
        }
        router.delete("/v1/session") { _, context in
            try await casework.signOut(try context.session, from: context.origin(channel: "session"))
            var response = Response.nothing
            response.headers[.setCookie] = SessionCookie.removal(isSecure: context.isSecure)
            return response
        }
        router.post("/v1/session/post") { _, context in
            let choice = try context.input.decode(TakePost.self)
            guard (choice.post == nil) != (choice.deputyship == nil) else {
                throw Problem(
                    .unprocessableContent, "one-of-two", en: "Name a post or a deputyship.", zh: "请指定职务或代理之一。")
            }
            let new = try await casework.takePost(
                choice.post, deputyship: choice.deputyship, in: try context.session,
                from: context.origin(channel: "session"))
            return Response(new, status: .ok, context)
        }
        router.post("/v1/session/second-factor") { _, context in
            let new = try await casework.proveSecondFactor(
                code: try context.input.decode(OwnCode.self).code, in: try context.session,
                from: context.origin(channel: "session"))
            return Response(new, status: .ok, context)
        }
        router.get("/v1/sessions") { _, context in
            Response(json: Listing(items: try await casework.sessions(of: try context.session)))
        }
        router.delete("/v1/sessions/{session}") { _, context in
            try await casework.endSession(
                context.input.path["session"]?.text ?? "", by: try context.session,
                from: context.origin(channel: "session"))
            return Response.nothing
        }
    }
}

/// Which post to act in.
struct TakePost: Codable {
    var post: Int64?
    var deputyship: Int64?
}

extension Problem {
    static func signIn(_ refusal: SignInRefusal) -> Problem {
        let (en, zh) =
            switch refusal {
            case .failed:
                (
                    "Login or password is wrong, or there were too many failures: wait a while.",
                    "登录名或密码错误，或失败次数过多，请稍后再试。"
                )
            case .codeMissing: ("Send the code of your authenticator too.", "请同时提供验证码。")
            case .codeWrong: ("The code is not right, or was used before.", "验证码不正确或已使用。")
            case .expired: ("The one-time password has expired; ask for another.", "一次性密码已过期，请重新申请。")
            case .sample:
                (
                    "The published sample password is good in sample mode only; have the operator reset it.",
                    "示例密码仅在示例模式下有效，请由运维人员重置。"
                )
            }
        return .unauthorized(refusal.rawValue, en: en, zh: zh)
    }
}
