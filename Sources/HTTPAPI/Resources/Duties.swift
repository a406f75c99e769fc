import Casework
import Hummingbird
import MatterCore

/// Reading duty assignments, the inbox of an agency, and the desk of judges and
/// administrators.
extension API {
    func addDuties(to router: Router<APIContext>) {
        router.get("/v1/matters/{matter}/duties") { _, context in
            let duties = try await casework.duties(of: try context.input.matter, by: try context.principal)
            return Response(json: Listing(items: duties))
        }
        router.get("/v1/matters/{matter}/duties/{assignment}") { _, context in
            let detail = try await casework.duty(
                try context.input.assignment, of: try context.input.matter, by: try context.principal)
            return Response(json: detail, etag: "\(detail.duty.version)")
        }
        router.get("/v1/matters/{matter}/duties/{assignment}/clock") { _, context in
            let clock = try await casework.dutyClock(
                try context.input.assignment, of: try context.input.matter, by: try context.principal)
            return Response(json: clock)
        }
        router.get("/v1/inbox") { _, context in
            let inbox = try await casework.inbox(
                context.input.code("tab") ?? .new, page: context.input.page, by: try context.principal)
            return Response(
                json: Counted(counts: inbox.counts, list: Listing(items: inbox.page.items, next: inbox.page.next)))
        }
        router.get("/v1/desk") { _, context in
            let desk = try await casework.desk(
                context.input.code("kind"), page: context.input.page, by: try context.principal)
            return Response(
                json: Counted(counts: desk.counts, list: Listing(items: desk.page.items, next: desk.page.next)))
        }
    }
}
