import Casework
import Hummingbird
import Identity
import MatterCore

/// A session as its owner sees it.
struct SessionView: Encodable {
    struct Acting: Encodable {
        let post: Int64
        let deputyship: Int64?
        let role: Role
        let organisation: Organisation
        let onBehalfOf: Person?
    }

    let id: String
    let person: Person
    let login: String
    let channel: String
    let secondFactor: Bool
    let acting: Acting?
    let choices: [PostChoice]
    let restriction: String?
    let csrfToken: String
    let idleUntil: String
    let expiresAt: String

    init(_ state: SessionState, choices: [PostChoice], token: SessionToken) {
        id = state.id
        person = state.person
        login = state.login
        channel = state.channel
        secondFactor = state.hasSecondFactor
        acting = state.acting.map { principal in
            Acting(
                post: state.post ?? 0, deputyship: state.deputyship, role: principal.role,
                organisation: principal.organisation, onBehalfOf: principal.onBehalfOf)
        }
        self.choices = choices
        restriction = state.restriction?.rawValue
        csrfToken = token.csrf
        idleUntil = state.idleUntil.description
        expiresAt = state.expiresAt.description
    }
}

extension Response {
    /// Answers a session under a new token, with its cookie.
    init(_ new: NewSession, status: HTTPResponse.Status, _ context: APIContext) {
        self.init(
            json: SessionView(new.state, choices: new.choices, token: new.token), status: status,
            headers: [.setCookie: SessionCookie.header(new.token, isSecure: context.isSecure)])
    }

    static var nothing: Response { Response(status: .noContent) }
}

extension APIContext {
    /// The session of an operation that `Authenticate` asked one for.
    var session: SessionState {
        get throws {
            guard let session = caller.signedIn?.session else { throw Problem.internalError }
            return session
        }
    }
}
