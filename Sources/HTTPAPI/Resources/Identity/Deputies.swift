import Casework
import Hummingbird
import MatterCore

/// Who acts for whom.
extension API {
    func addDeputies(to router: Router<APIContext>) {
        router.get("/v1/deputyships") { _, context in
            Response(json: Listing(items: try await casework.deputyships(of: try context.session)))
        }
        router.post("/v1/deputyships") { _, context in
            let id = try await casework.grant(
                try context.input.decode(GrantDeputyship.self), by: try context.session,
                from: context.origin(channel: "session"))
            return Response(json: ["id": id], status: .created)
        }
        router.post("/v1/deputyships/{deputyship}/revocation") { _, context in
            try await casework.revokeDeputyship(
                try context.input.number("deputyship"), by: try context.session,
                from: context.origin(channel: "session"))
            return Response.nothing
        }
        // Colleagues: who may be a deputy, or the judge of a matter.
        router.get("/v1/colleagues") { _, context in
            let principal = try context.principal
            let people = try await casework.people(organisation: principal.organisation.id, by: principal)
            return Response(json: Listing(items: people.filter { !$0.isDisabled }.map(Colleague.init)))
        }
    }
}

/// A person of the own organisation, without the account.
struct Colleague: Encodable {
    let id: String
    let name: String

    init(_ person: PersonDetail) {
        id = person.id
        name = person.name
    }
}
