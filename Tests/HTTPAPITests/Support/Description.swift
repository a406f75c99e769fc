import Foundation
import Testing

@testable import HTTPAPI

/// Holds answers against `docs/openapi.json`.
enum Description {
    static let document: JSON = {
        guard let document = try? JSONParser.parse(Contract.shared.text) else { fatalError("not JSON") }
        return document
    }()

    static func resolved(_ value: JSON?) -> JSON? {
        guard let reference = value?["$ref"]?.text else { return value }
        return document.at(String(reference.dropFirst()))
    }

    /// Problems have a form of their own; any other answer of a described operation must be declared, with its schema.
    static func expectDeclared(_ answer: Answer, _ method: String, _ target: String) throws {
        let path = String(target.split(separator: "?")[0])
        if answer.status >= 400, method != "HEAD" {
            #expect(answer.headers["content-type"] == "application/problem+json", "\(method) \(target)")
            let problem = try #require(document.at("/components/schemas/Problem"))
            #expect(Schema(definition: problem, document: document).faults(of: try answer.json) == [])
        }
        // Of several that fit, the one that names most: `long-pending` is no number of a matter.
        let fitting = Contract.shared.operations.filter { operation in
            let names = operation.path.split(separator: "/")
            let parts = path.split(separator: "/")
            return operation.method == method && names.count == parts.count
                && zip(names, parts).allSatisfy { $0.first == "{" || $0 == $1 }
        }
        let operation = fitting.min { $0.path.count { $0 == "{" } < $1.path.count { $0 == "{" } }
        guard let operation, let paths = document["paths"] else { return }
        let responses = paths[operation.path]?[method.lowercased()]?["responses"]
        let response = try #require(
            resolved(responses?["\(answer.status)"]),
            "\(method) \(target) does not declare \(answer.status): \(answer.text)")
        guard let schema = response["content"]?["application/json"]?["schema"] else { return }
        #expect(
            Schema(definition: schema, document: document).faults(of: try answer.json) == [], "\(method) \(target)")
    }
}
