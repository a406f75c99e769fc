import Casework
import Hummingbird
import MatterCore

/// Reading matters: lists, one with everything about it, its record, and what is missing for the next move.
extension API {
    func addMatters(to router: Router<APIContext>) {
        router.get("/v1/matters") { _, context in
            let page = try await casework.matters(
                MatterFilter(context.input), page: context.input.page, by: try context.principal)
            return Response(json: Listing(items: page.items, next: page.next))
        }
        router.get("/v1/matters/long-pending") { _, context in
            let years = context.input.query["years"]?.whole ?? 2
            let found = try await casework.longPending(
                MatterFilter(context.input), years: Int(years), page: context.input.page, by: try context.principal)
            return Response(json: LongPendingView(found))
        }
        let matter = router.group("/v1/matters/{matter}")
        matter.get { _, context in
            let detail = try await self.matter(context)
            return Response(json: detail, etag: "\(detail.version)")
        }
        matter.get("instruments") { _, context in
            Response(json: Listing(items: try await self.matter(context, for: "listInstruments").instruments))
        }
        matter.get("assistance-requests") { _, context in
            Response(json: Listing(items: try await self.matter(context, for: "listRequests").requests))
        }
        matter.get("attachments") { _, context in
            Response(json: Listing(items: try await self.matter(context, for: "listAttachments").attachments))
        }
        matter.get("events") { _, context in
            let page = try await casework.history(
                of: try context.input.matter, page: context.input.page, by: try context.principal)
            return Response(json: Listing(items: page.items, next: page.next))
        }
        matter.get("critical-path") { _, context in
            let path = try await casework.criticalPath(
                of: try context.input.matter, course: context.input.code("course") ?? .completed,
                ending: context.input.code("ending"),
                by: try context.principal)
            return Response(json: path)
        }
        matter.get("next-moves") { _, context in
            let moves = try await casework.nextMoves(of: try context.input.matter, by: try context.principal)
            return Response(json: Listing(items: moves))
        }
    }

    private func matter(_ context: APIContext, for operation: String = "getMatter") async throws -> MatterDetail {
        try await casework.matter(try context.input.matter, by: try context.principal, for: operation)
    }
}

extension MatterFilter {
    init(_ input: Input) {
        let sort = input.text("sort") ?? "-openedAt"
        self.init(
            stage: input.code("stage"), status: input.code("status"), track: input.code("track"),
            court: input.code("court"), administrator: input.code("administrator"), judge: input.text("judge"),
            isOpen: input.flag("open"), isOverdue: input.flag("overdue"), search: input.text("q"),
            order: Order(rawValue: String(sort.trimmingPrefix("-"))) ?? .openedAt, isDescending: sort.hasPrefix("-"))
    }
}

/// A listing with the counts of the bands, and where these come from.
private struct LongPendingView: Encodable {
    let found: LongPending

    init(_ found: LongPending) { self.found = found }

    private enum CodingKeys: CodingKey {
        case counts, basis
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(found.counts, forKey: .counts)
        try container.encode(found.basis, forKey: .basis)
        try Listing(items: found.items, next: found.next).encode(to: encoder)
    }
}
