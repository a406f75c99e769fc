/// One operation of the description.
struct Operation: Sendable {
    struct Parameter: Sendable {
        let name: String
        let isRequired: Bool
        let schema: Schema
    }

    let id: String
    let method: String
    let path: String
    /// Needs no token.
    let isOpen: Bool
    /// Is for people who signed in, not for tokens: `security` names the session alone.
    let needsSession: Bool
    /// A step of signing in: attempts are counted apart, and few are allowed.
    let isSignIn: Bool
    /// Gets its query from a stranger whose further parameters mean nothing here.
    let passesOverParameters: Bool
    let pathParameters: [Parameter]
    let query: [Parameter]
    /// Headers that a handler reads as numbers or texts.
    let headers: [Parameter]
    let needsIdempotencyKey: Bool
    let needsIfMatch: Bool
    /// Schema of the JSON body; nil if the operation has none.
    let body: Schema?
    /// Takes a file as it is.
    let takesFile: Bool

    var route: String { "\(method) \(path)" }

    init(method: String, path: String, definition: JSON, document: JSON) {
        id = definition["operationId"]?.text ?? ""
        self.method = method.uppercased()
        self.path = path
        isOpen = definition["security"] == .array([])
        needsSession =
            definition["security"]?.elements.allSatisfy { $0["session"] != nil } == true && !isOpen
        isSignIn = definition["x-sign-in"]?.isTrue ?? false
        passesOverParameters = definition["x-unknown-parameters"]?.text == "passed over"
        let parameters = (definition["parameters"]?.elements ?? []).map { parameter in
            parameter["$ref"]?.text.flatMap { document.at(String($0.dropFirst())) } ?? parameter
        }
        func named(_ place: String) -> [Parameter] {
            parameters.filter { $0["in"]?.text == place }.map {
                Parameter(
                    name: $0["name"]?.text ?? "", isRequired: $0["required"]?.isTrue ?? false,
                    schema: Schema(definition: $0["schema"] ?? .object([]), document: document))
            }
        }
        pathParameters = named("path")
        query = named("query")
        let names = named("header").map(\.name)
        needsIdempotencyKey = names.contains("Idempotency-Key")
        needsIfMatch = names.contains("If-Match")
        headers = named("header").filter { !["Idempotency-Key", "If-Match"].contains($0.name) }
        let content = definition["requestBody"]?["content"]
        body = content?["application/json"]?["schema"].map { Schema(definition: $0, document: document) }
        takesFile = content != nil && body == nil
    }
}
