import Casework
import Hummingbird
import MatterCore

/// The own password and second factor.
extension API {
    func addOwnAccount(to router: Router<APIContext>) {
        router.post("/v1/password") { _, context in
            let change = try context.input.decode(ChangePassword.self)
            let new = try await casework.changePassword(
                from: change.password, to: change.new, in: try context.session,
                origin: context.origin(channel: "session"))
            return Response(new, status: .ok, context)
        }
        router.post("/v1/second-factor") { _, context in
            let body = try context.input.decode(EnrolSecondFactor.self)
            let enrolment = try await casework.enrolSecondFactor(
                password: body.password, in: try context.session, from: context.origin(channel: "session"))
            return Response(json: enrolment, status: .created)
        }
        router.post("/v1/second-factor/confirmation") { _, context in
            let body = try context.input.decode(OwnCode.self)
            let confirmation = try await casework.confirmSecondFactor(
                code: body.code, in: try context.session, from: context.origin(channel: "session"))
            let new = confirmation.session
            return Response(
                json: SecondFactorView(
                    recoveryCodes: confirmation.recoveryCodes,
                    session: SessionView(new.state, choices: new.choices, token: new.token)),
                headers: [.setCookie: SessionCookie.header(new.token, isSecure: context.isSecure)])
        }
        router.post("/v1/second-factor/removal") { _, context in
            let body = try context.input.decode(RemoveSecondFactor.self)
            let new = try await casework.removeSecondFactor(
                password: body.password, code: body.code, in: try context.session,
                from: context.origin(channel: "session"))
            return Response(new, status: .ok, context)
        }
    }
}

struct ChangePassword: Codable {
    let password: String
    let new: String
}

struct EnrolSecondFactor: Codable {
    /// Who came through an identity provider gives none.
    var password: String?
}

struct OwnCode: Codable {
    let code: String
}

struct RemoveSecondFactor: Codable {
    let password: String
    let code: String
}

/// Codes to keep, and the session that has passed the second factor now.
struct SecondFactorView: Encodable {
    let recoveryCodes: [String]
    let session: SessionView
}
