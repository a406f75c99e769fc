import Casework
import Hummingbird
import MatterCore

/// The deadlines of a matter, with their reasons.
extension API {
    func addDeadlines(to router: Router<APIContext>) {
        router.get("/v1/matters/{matter}/deadlines") { _, context in
            let deadlines = try await casework.deadlines(
                of: try context.input.matter, isPending: context.input.flag("pending"), by: try context.principal)
            return Response(json: Listing(items: deadlines))
        }
        router.get("/v1/matters/{matter}/deadlines/{deadline}") { _, context in
            let deadline = try await casework.deadline(
                Int(try context.input.number("deadline")), of: try context.input.matter, by: try context.principal)
            return Response(json: deadline)
        }
    }
}
