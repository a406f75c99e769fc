import Casework
import Hummingbird
import MatterCore

/// Holiday notices, outages, and what they move.
extension API {
    func addCalendars(to router: Router<APIContext>) {
        router.get("/v1/calendars") { _, _ in Response(json: Listing(items: try await casework.calendarViews())) }
        // A read, though it has a body: the notice that is tried.
        router.post("/v1/calendars/trial") { _, context in
            let trial = try await casework.trial(
                of: try Casework.notice(context.input.body), page: context.input.page, by: try context.principal)
            return Response(json: trial)
        }
        router.get("/v1/outages") { _, _ in Response(json: Listing(items: try await casework.outages())) }
        router.post("/v1/outages") { request, context in
            let outage = try await casework.declare(
                try context.input.decode(DeclareOutage.self), by: try context.principal,
                idempotency: claim(request, context))
            return Response(json: outage, status: .created)
        }
        router.get("/v1/recomputations") { _, _ in
            Response(json: Listing(items: try await casework.recomputations()))
        }
        router.get("/v1/recomputations/{number}/moves") { _, context in
            let page = try await casework.moves(
                of: try context.input.number("number"), page: context.input.page, by: try context.principal)
            return Response(json: Listing(items: page.items, next: page.next))
        }
    }
}
