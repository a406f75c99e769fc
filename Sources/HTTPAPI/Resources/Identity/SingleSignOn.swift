import Casework
import HTTPTypes
import Hummingbird
import Identity
import Logging
import MatterCore
import SingleSignOn

/// Signing in through an identity provider: out to it, and back.
extension API {
    func addSingleSignOn(to router: Router<APIContext>) {
        router.get("/v1/sso/start") { request, context in
            try await showing(request, context) {
                guard let provider else { throw Problem.singleSignOnMissing }
                try ForgedRequest.checkNavigation(request)
                let path = context.input.text("return") ?? provider.settings.home
                guard WebAddress.isLocalPath(path) else {
                    throw Problem.badInput([
                        Schema.Fault(pointer: "?return", code: "no-local-path", detail: "A path of this site.")
                    ])
                }
                let attempt = SingleSignOnAttempt()
                let address: String
                do {
                    address = try await provider.authorization(of: attempt)
                } catch {
                    context.logger.error("the identity provider is of no help", metadata: ["fault": "\(error)"])
                    throw Problem.providerUnavailable
                }
                try await casework.begin(attempt, returningTo: path)
                return Response(
                    status: .found,
                    headers: [
                        .location: address,
                        .setCookie: AttemptCookie.header(attempt, isSecure: context.isSecure),
                    ])
            }
        }
        router.get("/v1/sso/callback") { request, context in
            try await showing(request, context) {
                guard let provider else { throw Problem.singleSignOnMissing }
                let comer = ProviderReturn(provider: provider, casework: casework, request: request, context: context)
                do {
                    let (session, path) = try await comer.signIn()
                    var response = SignInPage.moveOn(to: path)
                    response.headers.append(
                        HTTPField(
                            name: .setCookie, value: SessionCookie.header(session.token, isSecure: context.isSecure)))
                    response.headers.append(
                        HTTPField(name: .setCookie, value: AttemptCookie.removal(isSecure: context.isSecure)))
                    return response
                } catch {
                    var problem = try await comer.problem(error)
                    problem.headers[.setCookie] = AttemptCookie.removal(isSecure: context.isSecure)
                    throw problem
                }
            }
        }
        let person = router.group("/v1/people/{person}/provider-identity")
        person.post { _, context in
            guard let provider else { throw Problem.singleSignOnMissing }
            let link = try context.input.decode(LinkIdentity.self)
            guard ProvidedPerson.isSubject(link.subject) else {
                throw Problem(
                    Refusal(
                        .invalid, "subject-wrong", zh: "标识须为1至255个可见ASCII字符。",
                        en: "A subject has 1 to 255 visible ASCII characters.", pointer: "/subject"))
            }
            let identity = ProviderIdentity(issuer: provider.settings.issuer, subject: link.subject)
            try await casework.link(
                identity, to: context.input.path["person"]?.text ?? "", reason: link.reason, by: try context.session,
                from: context.origin(channel: "session"))
            return Response(json: identity, status: .created)
        }
        person.post("removal") { _, context in
            try await casework.unlink(
                person: context.input.path["person"]?.text ?? "",
                reason: try context.input.decode(GiveReason.self).reason, by: try context.session,
                from: context.origin(channel: "session"))
            return Response.nothing
        }
    }

    /// A browser that a person sits at gets a page where a program gets a problem.
    private func showing(
        _ request: Request, _ context: APIContext, _ work: () async throws -> Response
    ) async throws -> Response {
        do {
            return try await work()
        } catch let problem as Problem {
            guard request.headers[.accept]?.contains("text/html") == true else { throw problem }
            return SignInPage.problem(problem, id: context.requestID)
        }
    }
}

struct LinkIdentity: Codable {
    let subject: String
    let reason: String
}
