import CResources
import MatterCore

/// The API description (`docs/openapi.json`, compiled into the program), ready for use: which operations there are, who
/// may call them without a token, and what their parameters and bodies must look like. Requests are checked against it
/// before a handler runs, so what is documented and what is accepted cannot differ.
struct Contract: Sendable {
    /// The text that `/openapi.json` answers.
    let text: [UInt8]
    let operations: [Operation]
    private let byRoute: [String: Operation]
    private let methodsByPath: [String: [String]]

    static let shared = Contract(
        text: Array(UnsafeBufferPointer(start: onematter_openapi(), count: onematter_openapi_size)))

    init(text: [UInt8]) {
        guard let document = try? JSONParser.parse(text) else { preconditionFailure("docs/openapi.json is not JSON") }
        self.text = text
        operations = (document["paths"]?.members ?? []).flatMap { path in
            path.value.members.map {
                Operation(method: $0.key, path: path.key, definition: $0.value, document: document)
            }
        }
        byRoute = Dictionary(uniqueKeysWithValues: operations.map { ($0.route, $0) })
        methodsByPath = Dictionary(grouping: operations, by: \.path).mapValues { $0.map(\.method).sorted() }
    }

    /// The operation of a route of the router; HEAD goes with GET.
    func operation(method: String, path: String) -> Operation? {
        byRoute["\(method == "HEAD" ? "GET" : method) \(path)"]
    }

    /// Methods of a path that exists, for 405; nil if there is no such path.
    func methods(ofPath path: String) -> [String]? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        let template = methodsByPath.keys.first { template in
            let names = template.split(separator: "/")
            return names.count == parts.count && zip(names, parts).allSatisfy { $0.first == "{" || $0 == $1 }
        }
        guard let methods = template.flatMap({ methodsByPath[$0] }) else { return nil }
        return methods.contains("GET") ? methods + ["HEAD"] : methods
    }
}
