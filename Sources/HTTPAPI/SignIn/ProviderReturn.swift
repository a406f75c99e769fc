import Casework
import Hummingbird
import Identity
import Logging
import MatterCore
import SingleSignOn

/// Somebody who comes back from the identity provider.
struct ProviderReturn: Sendable {
    let provider: Provider
    let casework: Casework
    let request: Request
    let context: APIContext

    /// Why the way back leads nowhere. For the log; the person hears that it did not work.
    enum Fault: String, Error {
        /// No cookie, or a state that is not its own: begun in another browser, or by somebody else.
        case state
        /// Over, or taken before.
        case attempt
        /// Another provider answers (RFC 9207).
        case sender
        case code
    }

    /// - Returns: The new session, and where the person wanted to go.
    func signIn() async throws -> (session: NewSession, path: String) {
        guard let attempt = AttemptCookie.attempt(of: request, isSecure: context.isSecure),
            let state = context.input.text("state"), attempt.isState(state)
        else { throw Fault.state }
        guard let path = try await casework.take(attempt) else { throw Fault.attempt }
        guard try await provider.isSender(context.input.text("iss")) else { throw Fault.sender }
        if let error = context.input.text("error") { throw Problem.providerSaysNo(error) }
        guard let code = context.input.text("code"), !code.isEmpty else { throw Fault.code }
        let person = try await person(code, attempt)
        let answer = try await casework.signIn(
            ProviderSignIn(issuer: provider.settings.issuer, person: person, mapping: provider.settings.mapping),
            from: context.origin(channel: "sso"), userAgent: request.headers[.userAgent])
        switch answer {
        case .signedIn(let session): return (session, path)
        case .unknownPerson: throw Problem.unknownAtProvider(subject: person.subject)
        case .disabled: throw Problem.singleSignOnFailed
        }
    }

    private func person(_ code: String, _ attempt: SingleSignOnAttempt) async throws -> ProvidedPerson {
        let settings = provider.settings
        let tokens = try await provider.tokens(for: code, verifier: attempt.verifier)
        // Providers put many claims into a token; the limit is only against one that would fill the memory.
        let token = try SignedToken(tokens.idToken, limit: 64 * 1_024)
        let idToken = try await IDToken(
            token, keys: try await provider.keys(knowing: token.key), settings: settings, attempt: attempt,
            at: casework.now)
        guard settings.asksUserInfo else { return try settings.mapping.person(of: idToken.claims) }
        let userInfo = try await provider.userInfo(tokens.accessToken)
        return try settings.mapping.person(of: try idToken.joined(with: userInfo))
    }

    /// What the person is told, after it was put on record.
    func problem(_ error: any Error) async throws -> Problem {
        switch error {
        case let fault as TokenFault: return try await failed("ID token: \(fault.rawValue)")
        case let fault as Fault: return try await failed(fault.rawValue)
        case ProviderFault.codeRefused: return try await failed("code refused")
        case ProviderFault.unavailable(let reason):
            context.logger.error("the identity provider is of no help", metadata: ["fault": "\(reason)"])
            return .providerUnavailable
        case let problem as Problem where problem.code == Problem.providerSaysNoCode:
            try await casework.recordFailedSignIn("provider says no", from: context.origin(channel: "sso"))
            return problem
        case let problem as Problem: return problem
        case let error as CaseworkError:
            if case .failed = error { throw error }
            return Problem(error)
        default: throw error
        }
    }

    private func failed(_ reason: String) async throws -> Problem {
        context.logger.notice("single sign-on refused", metadata: ["fault": "\(reason)"])
        try await casework.recordFailedSignIn(reason, from: context.origin(channel: "sso"))
        return .singleSignOnFailed
    }
}

extension Problem {
    static let providerSaysNoCode = "sso-refused-by-provider"

    static var singleSignOnMissing: Problem {
        Problem(.notFound, "sso-not-configured", en: "There is no single sign-on here.", zh: "本系统未启用统一身份认证。")
    }

    static var singleSignOnFailed: Problem {
        .unauthorized(
            "sso-failed", en: "The sign-in did not work, or took too long: begin again.", zh: "登录未成功或已超时，请重新登录。")
    }

    static var providerUnavailable: Problem {
        .unavailable(
            "sso-unavailable", en: "The identity provider does not answer as it should; try again shortly.",
            zh: "统一身份认证暂不可用，请稍后重试。")
    }

    /// - Parameter error: What the provider says; a code of the standard is repeated, and nothing else.
    static func providerSaysNo(_ error: String) -> Problem {
        let codes: Set = [
            "access_denied", "login_required", "interaction_required", "consent_required", "account_selection_required",
            "temporarily_unavailable", "server_error", "invalid_request", "invalid_scope", "unauthorized_client",
        ]
        let code = codes.contains(error) ? error : "unknown"
        return .unauthorized(
            providerSaysNoCode, en: "The identity provider did not sign you in (\(code)).",
            zh: "统一身份认证未完成登录（\(code)）。")
    }

    /// Told to nobody but the subject, whom the provider has vouched for.
    static func unknownAtProvider(subject: String) -> Problem {
        Problem(
            .forbidden, "sso-person-unknown",
            en: "You are not entered here. Give the operator your subject at the identity provider: \(subject)",
            zh: "您尚未登记。请将您在统一身份认证中的标识告知运维人员：\(subject)")
    }
}
