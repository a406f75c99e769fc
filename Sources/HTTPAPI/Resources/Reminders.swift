import Casework
import Hummingbird

/// Reading what was sent because duties are not done.
extension API {
    func addReminders(to router: Router<APIContext>) {
        router.get("/v1/matters/{matter}/reminders") { _, context in
            let reminders = try await casework.reminders(of: try context.input.matter, by: try context.principal)
            return Response(json: Listing(items: reminders))
        }
        router.get("/v1/reminders") { _, context in
            let inbox = try await casework.reminders(
                context.input.code("tab") ?? .waiting, page: context.input.page, by: try context.principal)
            return Response(
                json: Counted(counts: inbox.counts, list: Listing(items: inbox.page.items, next: inbox.page.next)))
        }
    }
}
