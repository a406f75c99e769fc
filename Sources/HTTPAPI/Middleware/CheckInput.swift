import HTTPTypes
import Hummingbird
import MatterCore
import NIOCore

/// Holds the request against the API description: address, query, headers, body. Handlers see checked input only.
struct CheckInput: RouterMiddleware {
    typealias Context = APIContext
    static let bodyLimit = 256 * 1024

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let operation = context.operation else { return try await next(request, context) }
        var context = context
        context.input.path = try path(operation, context)
        context.input.query = try query(operation, request)
        context.input.headers = try headers(operation, request)
        if operation.needsIdempotencyKey { context.input.idempotencyKey = try idempotencyKey(request) }
        if let schema = operation.body { context.input.body = try await body(schema, request) }
        if operation.needsIfMatch { context.input.version = try version(request) }
        return try await next(request, context)
    }

    /// A wrong address is an address where nothing is.
    private func path(_ operation: Operation, _ context: APIContext) throws -> [String: JSON] {
        var values: [String: JSON] = [:]
        for parameter in operation.pathParameters {
            let value = parameter.value(of: context.parameters.get(parameter.name) ?? "")
            guard parameter.schema.faults(of: value).isEmpty else { throw Problem.unknownRoute }
            values[parameter.name] = value
        }
        return values
    }

    private func query(_ operation: Operation, _ request: Request) throws -> [String: JSON] {
        var values: [String: JSON] = [:]
        var faults: [Schema.Fault] = []
        for (key, text) in request.uri.queryParameters {
            let name = String(key)
            let place = "?\(name)"
            guard let parameter = operation.query.first(where: { $0.name == name }) else {
                if operation.passesOverParameters { continue }
                faults.append(Schema.Fault(pointer: place, code: "unknown-parameter", detail: "No such parameter."))
                continue
            }
            let value = parameter.value(of: String(text))
            faults += parameter.schema.faults(of: value, at: place)
            if values.updateValue(value, forKey: name) != nil {
                faults.append(Schema.Fault(pointer: place, code: "repeated-parameter", detail: "Once only."))
            }
        }
        for parameter in operation.query where parameter.isRequired && values[parameter.name] == nil {
            faults.append(Schema.Fault(pointer: "?\(parameter.name)", code: "missing", detail: "Required."))
        }
        guard faults.isEmpty else { throw Problem.badInput(faults) }
        return values
    }

    /// None of them is required.
    private func headers(_ operation: Operation, _ request: Request) throws -> [String: JSON] {
        var values: [String: JSON] = [:]
        for parameter in operation.headers {
            guard let name = HTTPField.Name(parameter.name), let text = request.headers[name] else { continue }
            let value = parameter.value(of: text)
            let faults = parameter.schema.faults(of: value, at: parameter.name)
            guard faults.isEmpty else { throw Problem.badInput(faults) }
            values[parameter.name] = value
        }
        return values
    }

    private func idempotencyKey(_ request: Request) throws -> String {
        guard let key = request.headers[.idempotencyKey], (1...200).contains(key.utf8.count),
            key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw Problem.idempotencyKeyMissing }
        return key
    }

    private func version(_ request: Request) throws -> Int {
        guard let header = request.headers[.ifMatch] else { throw Problem.ifMatchMissing }
        // As it was answered: no sign, no leading zero.
        guard let version = Int(header.dropFirst().dropLast()), version >= 0, header == "\"\(version)\"" else {
            throw Problem.ifMatchMalformed
        }
        return version
    }

    private func body(_ schema: Schema, _ request: Request) async throws -> [UInt8] {
        let mediaType = request.headers[.contentType]?.lowercased().split(separator: ";").first
        guard mediaType?.trimmed == "application/json" else { throw Problem.mediaType }
        let bytes: [UInt8]
        do {
            bytes = Array(buffer: try await request.body.collect(upTo: Self.bodyLimit))
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge(limit: Int64(Self.bodyLimit))
        }
        let value: JSON
        do {
            value = try JSONParser.parse(bytes)
        } catch {
            throw Problem.malformed(error)
        }
        let faults = schema.faults(of: value)
        guard faults.isEmpty else { throw Problem.badInput(faults) }
        return bytes
    }
}

extension Operation.Parameter {
    /// The text of an address or a query as the type that the schema names; as it is if it does not read as that.
    func value(of text: String) -> JSON {
        switch schema.definition["type"]?.text {
        case "integer": canonicalInteger(text).map { .integer($0) } ?? .string(text)
        case "boolean": text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : .string(text)
        default: .string(text)
        }
    }

    /// One spelling for each number, so that a thing has one address.
    private func canonicalInteger(_ text: String) -> Int64? {
        Int64(text).flatMap { String($0) == text ? $0 : nil }
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
