import Casework
import Hummingbird
import MatterCore

/// Who saw what.
extension API {
    func addAccesses(to router: Router<APIContext>) {
        router.get("/v1/accesses") { _, context in
            let page = try await casework.accesses(
                AccessFilter(context.input), page: context.input.page, by: try context.principal)
            return Response(json: Listing(items: page.items, next: page.next))
        }
        router.get("/v1/matters/{matter}/accesses") { _, context in
            let page = try await casework.accesses(
                of: try context.input.matter, AccessFilter(context.input), page: context.input.page,
                by: try context.principal)
            return Response(json: Listing(items: page.items, next: page.next))
        }
    }
}

extension AccessFilter {
    fileprivate init(_ input: Input) {
        self.init(
            kind: input.code("kind"), from: input.text("from").flatMap { LegalDate($0) },
            until: input.text("until").flatMap { LegalDate($0) }, organisation: input.code("organisation"),
            person: input.text("person"))
    }
}
