import Casework
import Hummingbird
import MatterCore

/// Puts on record what was refused: a credential that is not good, a role, court or unit that may not, a request that
/// another site forged, a rate used up, and what was answered as if nothing were there. The entry does not wait for the
/// disk: nothing was given, and whoever asks must not learn from the time what there is. What is not there and what may
/// not be seen leave the same entry.
struct RecordDenials: RouterMiddleware {
    typealias Context = APIContext
    let casework: Casework
    let contract: Contract

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            if let problem = Problem(told: error), let entry = entry(for: problem, request, context) {
                // Too many to be kept are counted (`onematter_access_log_lost_total`); the refusal stands.
                casework.logLater([entry])
            }
            throw error
        }
    }

    private func entry(for problem: Problem, _ request: Request, _ context: APIContext) -> AccessEntry? {
        let operation = contract.operation(method: request.method.rawValue, path: context.endpointPath ?? "")
        guard Self.isDenial(problem, operation) else { return nil }
        let caller = context.caller.signedIn
        let author = caller?.principal.map {
            AccessEntry.Author(person: $0.person, role: $0.role, organisation: $0.organisation.id)
        }
        // A session in which no post is chosen yet has a person.
        let person = caller?.session.map { AccessEntry.Author(person: $0.person, role: nil, organisation: nil) }
        let by = author ?? person
        return AccessEntry(
            .denial, at: casework.now, by: by, onBehalfOf: caller?.principal?.onBehalfOf,
            origin: context.origin(channel: caller?.principal?.origin.channel ?? caller?.session?.channel),
            subject: operation?.id ?? "unknown", ground: problem.code,
            // As it was asked for. Strangers do not write into what is told of a matter.
            matters: by == nil ? [] : asked(operation, context), detail: ["status": .integer(Int64(problem.status))])
    }

    private func asked(_ operation: Operation?, _ context: APIContext) -> [Int64] {
        guard let parameter = operation?.pathParameters.first(where: { $0.name == "matter" }),
            case .integer(let number) = parameter.value(of: context.parameters.get("matter") ?? ""),
            parameter.schema.faults(of: .integer(number)).isEmpty
        else { return [] }
        return [number]
    }

    private static func isDenial(_ problem: Problem, _ operation: Operation?) -> Bool {
        switch problem.status {
        // A failed sign-in has an entry of its own.
        case 401: operation?.isSignIn != true
        case 403, 429: true
        // No such address is nothing that anybody could be denied.
        case 404: problem.code != Problem.unknownRoute.code
        default: problem.code == "attachment-not-yours"
        }
    }
}

extension Problem {
    /// What an error tells whoever asked; nil if it is no refusal.
    fileprivate init?(told error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case CaseworkError.refused(let refusal): self.init(refusal)
        default: return nil
        }
    }
}
