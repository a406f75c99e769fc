import MatterCore

/// Checks a value against a JSON schema of the API description: the words that `docs/openapi.json` uses, no more. The
/// description is thereby the one place that states types, names and lengths, and a test holds that it uses no other word.
struct Schema: Sendable {
    /// What is wrong with one place of the value.
    struct Fault: Hashable, Sendable, Encodable {
        let pointer: String
        let code: String
        let detail: String
    }

    /// Words that are checked, and words that only describe.
    static let knownWords: Set<String> = [
        "$ref", "type", "enum", "const", "required", "properties", "additionalProperties", "items", "minItems",
        "maxItems", "maxProperties", "minLength", "maxLength", "minimum", "maximum", "format", "pattern", "anyOf",
        "title", "description", "default", "examples",
    ]

    let definition: JSON
    /// The whole description, for references.
    let document: JSON

    /// All faults, in the order of the value.
    func faults(of value: JSON, at pointer: String = "") -> [Fault] {
        if let reference = definition["$ref"]?.text {
            guard let target = document.at(String(reference.dropFirst())) else {
                preconditionFailure("the API description refers to \(reference), which it does not have")
            }
            return Schema(definition: target, document: document).faults(of: value, at: pointer)
        }
        if let choices = definition["anyOf"]?.elements {
            let answers = choices.map { Schema(definition: $0, document: document).faults(of: value, at: pointer) }
            if answers.contains(where: \.isEmpty) { return [] }
            // The choice that went furthest into the value is the one that was meant.
            return answers.max { ($0.first?.pointer.count ?? 0) < ($1.first?.pointer.count ?? 0) } ?? []
        }
        func fault(_ code: String, _ detail: String) -> [Fault] {
            [Fault(pointer: pointer, code: code, detail: detail)]
        }
        let types = definition["type"].map { $0.text.map { [$0] } ?? $0.elements.compactMap(\.text) } ?? []
        if !types.isEmpty, !types.contains(where: { value.isOfType($0) }) {
            return fault("wrong-type", "Expected \(types.joined(separator: " or ")).")
        }
        if let constant = definition["const"], constant != value {
            return fault("not-allowed", "Not the allowed value.")
        }
        if let choices = definition["enum"]?.elements, !choices.contains(value) {
            return fault("not-allowed", "One of: \(choices.compactMap(\.text).joined(separator: ", ")).")
        }
        switch value {
        case .string(let text): return textFaults(text, fault)
        case .integer, .number: return numberFaults(value, fault)
        case .array(let elements): return arrayFaults(elements, pointer, fault)
        case .object(let members): return objectFaults(members, pointer)
        case .null, .boolean: return []
        }
    }
}

extension Schema {
    private typealias Report = (_ code: String, _ detail: String) -> [Fault]

    private func textFaults(_ text: String, _ fault: Report) -> [Fault] {
        let length = text.unicodeScalars.count
        if let least = definition["minLength"]?.whole, length < least {
            return fault("too-short", "At least \(least) characters.")
        }
        if let most = definition["maxLength"]?.whole, length > most {
            return fault("too-long", "At most \(most) characters.")
        }
        if definition["format"]?.text == "date", LegalDate(text) == nil {
            return fault("not-a-date", "A day that exists, written YYYY-MM-DD.")
        }
        // Every text of the description carries a pattern against these; the database cannot hold NUL anyway.
        if text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" && $0 != "\r" && $0 != "\t" }) {
            return fault("control-character", "Control characters are not text.")
        }
        return []
    }

    private func numberFaults(_ value: JSON, _ fault: Report) -> [Fault] {
        guard let number = value.whole else { return [] }
        if let least = definition["minimum"]?.whole, number < least { return fault("too-small", "At least \(least).") }
        if let most = definition["maximum"]?.whole, number > most { return fault("too-large", "At most \(most).") }
        return []
    }

    private func arrayFaults(_ elements: [JSON], _ pointer: String, _ fault: Report) -> [Fault] {
        if let least = definition["minItems"]?.whole, elements.count < least {
            return fault("too-few", "At least \(least) elements.")
        }
        if let most = definition["maxItems"]?.whole, elements.count > most {
            return fault("too-many", "At most \(most) elements.")
        }
        guard let items = definition["items"] else { return [] }
        let schema = Schema(definition: items, document: document)
        return elements.enumerated().flatMap { schema.faults(of: $1, at: "\(pointer)/\($0)") }
    }

    private func objectFaults(_ members: [JSON.Member], _ pointer: String) -> [Fault] {
        let properties = definition["properties"]
        var faults: [Fault] = []
        for name in definition["required"]?.elements.compactMap(\.text) ?? []
        where !members.contains(where: { $0.key == name }) {
            faults.append(Fault(pointer: "\(pointer)/\(pointerToken(name))", code: "missing", detail: "Required."))
        }
        if let most = definition["maxProperties"]?.whole, members.count > most {
            faults.append(Fault(pointer: pointer, code: "too-many", detail: "At most \(most) fields."))
        }
        for member in members {
            let place = "\(pointer)/\(pointerToken(member.key))"
            switch properties?[member.key] ?? definition["additionalProperties"] {
            case .boolean(false): faults.append(Fault(pointer: place, code: "unknown-field", detail: "No such field."))
            case .some(let schema) where schema != .boolean(true):
                faults += Schema(definition: schema, document: document).faults(of: member.value, at: place)
            default: break
            }
        }
        return faults
    }
}

extension JSON {
    fileprivate func isOfType(_ name: String) -> Bool {
        switch (self, name) {
        case (.null, "null"), (.boolean, "boolean"), (.string, "string"), (.array, "array"), (.object, "object"): true
        case (.integer, "number"), (.number, "number"), (.integer, "integer"): true
        case (.number, "integer"): whole != nil
        default: false
        }
    }
}
