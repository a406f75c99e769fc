import HTTPTypes
import Hummingbird
import Testing

@testable import HTTPAPI

@Suite struct ContractTests {
    @Test func routesAndDescriptionAreTheSame() async throws {
        try await atSite { site in
            let router = API(casework: site.casework, tokens: site.tokens, ledgerKey: site.ledgerKey).router()
            let routes = Set(router.routes.map { "\($0.method.rawValue) \($0.path.description)" })
            let described = Set(Contract.shared.operations.map(\.route))
            #expect(routes.subtracting(described) == [])
            #expect(described.subtracting(routes) == [])
        }
    }

    @Test func schemasUseOnlyWordsThatAreChecked() {
        var unknown: Set<String> = []
        func walk(_ schema: JSON) {
            for member in schema.members {
                if !Schema.knownWords.contains(member.key) { unknown.insert(member.key) }
                switch member.key {
                case "properties": for property in member.value.members { walk(property.value) }
                case "items", "additionalProperties": walk(member.value)
                case "anyOf": member.value.elements.forEach(walk)
                default: break
                }
            }
        }
        let schemas = Description.document.at("/components/schemas")?.members ?? []
        for schema in schemas { walk(schema.value) }
        #expect(unknown == [])
        #expect(schemas.count > 40)
    }

    @Test func referencesLeadSomewhere() {
        var dangling: [String] = []
        func walk(_ value: JSON) {
            if let reference = value["$ref"]?.text, Description.document.at(String(reference.dropFirst())) == nil {
                dangling.append(reference)
            }
            for member in value.members { walk(member.value) }
            value.elements.forEach(walk)
        }
        walk(Description.document)
        #expect(dangling == [])
    }

    @Test func everyBodyHasAnExampleThatIsAccepted() throws {
        for operation in Contract.shared.operations {
            guard let schema = operation.body else { continue }
            let content = Description.document["paths"]?[operation.path]?[operation.method.lowercased()]?[
                "requestBody"]?[
                    "content"]?["application/json"]
            let example = try #require(content?["examples"]?["example"]?["value"], "\(operation.route)")
            #expect(schema.faults(of: example) == [], "\(operation.route)")
        }
    }

    /// What a body may hold is said once: closed, and every text with a limit.
    @Test func bodiesAreClosedAndBounded() {
        var open: [String] = []
        func walk(_ schema: JSON, _ place: String) {
            let schema = Description.resolved(schema) ?? schema
            if schema["type"] == .string("object"), schema["additionalProperties"] == nil { open.append(place) }
            if schema["type"] == .string("string"), schema["maxLength"] == nil, schema["enum"] == nil,
                schema["format"] == nil
            {
                open.append(place)
            }
            if schema["type"] == .string("array"), schema["maxItems"] == nil { open.append(place) }
            for property in schema["properties"]?.members ?? [] { walk(property.value, "\(place)/\(property.key)") }
            if let items = schema["items"] { walk(items, "\(place)/-") }
            if let values = schema["additionalProperties"], values != .boolean(false) { walk(values, "\(place)/*") }
            for choice in schema["anyOf"]?.elements ?? [] { walk(choice, place) }
        }
        for operation in Contract.shared.operations {
            if let body = operation.body { walk(body.definition, operation.id) }
        }
        #expect(open == [])
    }
}
