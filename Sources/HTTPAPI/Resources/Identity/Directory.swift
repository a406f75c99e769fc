import Casework
import Hummingbird
import MatterCore

/// People, posts and organisations: the operator's work.
extension API {
    func addDirectory(to router: Router<APIContext>) {
        router.get("/v1/people") { _, context in
            let people = try await casework.people(
                organisation: context.input.code("organisation"), by: try context.principal)
            return Response(json: Listing(items: people))
        }
        router.post("/v1/people") { _, context in
            let account = try context.input.decode(NewAccount.self)
            let issued = try await casework.createAccount(
                login: account.login, name: account.name, by: try context.session,
                from: context.origin(channel: "session"))
            return Response(json: issued, status: .created)
        }
        let person = router.group("/v1/people/{person}")
        person.post("password-resets") { _, context in
            let issued = try await casework.resetPassword(
                of: context.input.path["person"]?.text ?? "", by: try context.session,
                from: context.origin(channel: "session"))
            return Response(json: issued, status: .created)
        }
        person.post("disablement") { _, context in try await setDisabled(true, context) }
        person.post("enablement") { _, context in try await setDisabled(false, context) }
        router.post("/v1/posts") { _, context in
            let id = try await casework.grant(
                try context.input.decode(GrantPost.self), by: try context.session,
                from: context.origin(channel: "session"))
            return Response(json: ["id": id], status: .created)
        }
        router.post("/v1/posts/{post}/end") { _, context in
            try await casework.endPost(
                try context.input.number("post"), reason: try context.input.decode(GiveReason.self).reason,
                by: try context.session, from: context.origin(channel: "session"))
            return Response.nothing
        }
        router.post("/v1/organisations") { _, context in
            let organisation = try context.input.decode(Organisation.self)
            try await casework.create(
                organisation, by: try context.session, from: context.origin(channel: "session"))
            return Response(json: organisation, status: .created)
        }
        router.put("/v1/organisations/{organisation}") { _, context in
            let organisation = try await casework.change(
                context.organisation, try context.input.decode(ChangeOrganisation.self), by: try context.session,
                from: context.origin(channel: "session"))
            return Response(json: organisation)
        }
    }

    private func setDisabled(_ isDisabled: Bool, _ context: APIContext) async throws -> Response {
        try await casework.setDisabled(
            isDisabled, person: context.input.path["person"]?.text ?? "",
            reason: try context.input.decode(GiveReason.self).reason, by: try context.session,
            from: context.origin(channel: "session"))
        return .nothing
    }
}

struct NewAccount: Codable {
    let login: String
    let name: String
}
