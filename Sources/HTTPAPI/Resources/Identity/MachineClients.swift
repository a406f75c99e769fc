import Casework
import Hummingbird
import MatterCore

/// Systems of agencies: the operator registers and disables them.
extension API {
    func addMachineClients(to router: Router<APIContext>) {
        router.get("/v1/machine-clients") { _, context in
            Response(json: Listing(items: try await casework.machineClients(by: try context.session)))
        }
        router.post("/v1/machine-clients") { _, context in
            let client = try await casework.register(
                try context.input.decode(RegisterMachineClient.self), by: try context.session,
                from: context.origin(channel: "session"))
            return Response(json: client, status: .created)
        }
        router.post("/v1/machine-clients/{client}/disablement") { _, context in
            try await casework.disableMachineClient(
                context.input.path["client"]?.text ?? "", reason: try context.input.decode(GiveReason.self).reason,
                by: try context.session, from: context.origin(channel: "session"))
            return Response.nothing
        }
    }
}
