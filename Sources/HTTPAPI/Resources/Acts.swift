import Casework
import Hummingbird
import MatterCore

extension API {
    /// Does an act on a matter or on one of its assignments and answers with what was recorded.
    func act(_ command: Command, _ request: Request, _ context: APIContext) async throws -> Response {
        let outcome = try await casework.perform(
            command, on: try context.input.matter, expecting: context.input.version,
            by: try context.principal, idempotency: claim(request, context))
        return try Response(outcome)
    }

    /// What makes a retry the same request.
    func claim(_ request: Request, _ context: APIContext) -> IdempotencyClaim {
        let head = "\(request.method.rawValue) \(request.uri.string)\n\(context.input.version)\n"
        return IdempotencyClaim(key: context.input.idempotencyKey, request: Array(head.utf8) + context.input.body)
    }
}

/// The answer to an act.
struct ActView: Encodable {
    let matter: Int64
    let version: Int
    let assignment: Outcome.Assignment?
    let events: [EventView]
}

extension Response {
    init(_ outcome: Outcome) throws {
        let matter = "/v1/matters/\(outcome.matter)"
        let location = outcome.assignment.map { "\(matter)/duties/\($0.number)" } ?? matter
        try self.init(outcome, location: location)
    }

    init(_ outcome: Outcome, location: String) throws {
        var headers: HTTPFields = [
            .location: location, .eTag: "\"\(outcome.assignment?.version ?? outcome.version)\"",
        ]
        if outcome.isReplay { headers[.idempotencyReplayed] = "true" }
        let view = ActView(
            matter: outcome.matter, version: outcome.version, assignment: outcome.assignment,
            events: try zip(outcome.events, outcome.hashes).map { try EventView($0, hash: $1) })
        self.init(json: view, status: .created, headers: headers)
    }
}
