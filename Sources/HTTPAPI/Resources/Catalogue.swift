import Casework
import Hummingbird
import MatterCore

/// Who asks, who there is, and the definition: what everybody may read.
extension API {
    func addCatalogue(to router: Router<APIContext>) {
        router.get("/v1/me") { _, context in Response(json: try context.principal) }
        router.get("/v1/organisations") { _, context in
            let organisations = try await casework.organisations(kind: context.input.code("kind"))
            let region = context.input.text("region") ?? ""
            return Response(json: Listing(items: organisations.filter { $0.region.hasPrefix(region) }))
        }
        router.get("/v1/agencies") { _, _ in Response(json: Listing(items: try catalogue("agencies"))) }
        router.get("/v1/duties") { _, _ in Response(json: Listing(items: try catalogue("duties"))) }
        router.get("/v1/workflow") { _, _ in Response(json: try casework.catalogue()) }
    }

    private func catalogue(_ part: String) throws -> [JSONValue] {
        guard case .object(let parts) = try casework.catalogue(), case .array(let items) = parts[part] else {
            return []
        }
        return items
    }
}
