import Casework
import HTTPTypes
import Hummingbird
import MatterCore

/// The feed of the organisation that one acts for: in pages, or as a stream that goes on.
extension API {
    func addFeed(to router: Router<APIContext>) {
        router.get("/v1/feed") { request, context in
            let principal = try context.principal
            let after = context.input.header("Last-Event-ID") ?? context.input.number(inQuery: "after")
            guard request.wantsEventStream else {
                let page = try await casework.feed(
                    after: after, limit: context.input.number(inQuery: "limit") ?? FeedPage.defaultSize, by: principal)
                return Response(json: FeedListing(page))
            }
            return try await stream(after: after, request, context, principal)
        }
    }

    private func stream(
        after: Int?, _ request: Request, _ context: APIContext, _ principal: Principal
    ) async throws -> Response {
        guard let slot = streams.take("\(principal.organisation.id)/\(principal.id)") else {
            throw Problem.tooManyStreams(settings.streams.mostOfOne)
        }
        // What is wrong with the number is said before the stream begins.
        _ = try await casework.feed(after: after, limit: 1, by: principal)
        let stream = FeedStream(
            casework: casework, principal: principal, reader: FeedReader(principal), settings: settings.streams,
            start: after, isGranted: { await isStill(principal, request, context) })
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .accelBuffering: "no"],
            body: ResponseBody { writer in
                defer { withExtendedLifetime(slot) {} }
                try await stream.write(to: &writer, for: request, on: context)
            })
    }

    /// Whether the request would still be let in as the same principal.
    private func isStill(_ principal: Principal, _ request: Request, _ context: APIContext) async -> Bool {
        for way in ways {
            do {
                guard let caller = try await way.callerStill(request, context) else { continue }
                return caller.principal == principal && caller.session?.restriction == nil
            } catch {
                return false
            }
        }
        return false
    }
}

/// A stretch of a feed as it is answered.
private struct FeedListing: Encodable {
    let page: FeedPage

    init(_ page: FeedPage) { self.page = page }

    enum CodingKeys: CodingKey {
        case items, through, next
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(page.items, forKey: .items)
        // Both present, as null if there is none.
        try container.encode(page.through, forKey: .through)
        try container.encode(page.hasMore ? page.through : nil, forKey: .next)
    }
}

extension Input {
    fileprivate func header(_ name: String) -> Int? { headers[name]?.whole.flatMap { Int(exactly: $0) } }
    fileprivate func number(inQuery name: String) -> Int? { query[name]?.whole.flatMap { Int(exactly: $0) } }
}

extension Request {
    /// Whether the client names the media type of event streams; a browser's `EventSource` does.
    fileprivate var wantsEventStream: Bool {
        headers[values: .accept].contains { line in
            line.split(separator: ",").contains { range in
                let type = range.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
                return type == "text/event-stream"
            }
        }
    }
}

extension Problem {
    fileprivate static func tooManyStreams(_ most: Int) -> Problem {
        var problem = Problem(
            .tooManyRequests, "too-many-streams", en: "You have \(most) streams open at this server; close one first.",
            zh: "您在本服务器上已打开 \(most) 个数据流，请先关闭一个。")
        problem.headers[.retryAfter] = "15"
        return problem
    }
}

extension HTTPField.Name {
    /// Tells proxies to pass every piece on at once.
    fileprivate static var accelBuffering: HTTPField.Name {
        guard let name = HTTPField.Name("X-Accel-Buffering") else { preconditionFailure("no header name") }
        return name
    }
}
