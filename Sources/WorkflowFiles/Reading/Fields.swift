import MatterCore
import Yams

/// The keys of one mapping. A key is known once it was asked for, so the list of known keys cannot drift from the code.
final class Fields {
    private let owner: FileValue
    private var values: [String: FileValue] = [:]
    private var order: [String] = []
    private var asked: Set<String> = []
    /// The value is no mapping: reported, and its keys are not reported as missing on top.
    private let isSilent: Bool

    init(_ owner: FileValue) {
        self.owner = owner
        guard case .mapping(let mapping)? = owner.node else {
            isSilent = true
            if owner.node != nil { owner.fault("wrong-type", "Expected a mapping of keys to values.") }
            return
        }
        isSilent = false
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                owner.fault("wrong-type", "A key must be a word.")
                continue
            }
            if let name = YAMLText.unmarked(name) {
                FileValue(node: key, place: owner.place.key(name), report: owner.report)
                    .fault("duplicate-key", "The key '\(name)' stands more than once in the mapping.")
                continue
            }
            values[name] = FileValue(node: value, place: owner.place.key(name), report: owner.report)
            order.append(name)
        }
    }

    var place: Place { owner.place }
    var report: Report { owner.report }
    /// Keys in the order of the file.
    var keys: [String] { order }

    func optional(_ key: String) -> FileValue? {
        asked.insert(key)
        return values[key]
    }

    func required(_ key: String) -> FileValue {
        if let value = optional(key) { return value }
        if !isSilent { owner.fault("missing-key", "The key '\(key)' is missing.") }
        return FileValue(node: nil, place: place.key(key), report: report)
    }

    func text(_ key: String) -> String { required(key).text() }
    func number(_ key: String) -> Int { required(key).number() }
    func flag(_ key: String) -> Bool { optional(key)?.flag() ?? false }
    func code<ID: Code>(_ key: String) -> ID { required(key).code() }
    func optionalCode<ID: Code>(_ key: String) -> ID? { optional(key)?.code() }
    /// Codes of a list that may be absent.
    func codes<ID: Code>(_ key: String) -> [ID] { optional(key)?.items { $0.code() } ?? [] }

    func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String, else standIn: Word) -> Word {
        required(key).word() ?? standIn
    }

    func words<Word: RawRepresentable<String> & CaseIterable & Hashable>(_ key: String) -> [Word] {
        nonEmpty(key).items { $0.word() }
    }

    /// A list that must be there and hold something.
    func nonEmpty(_ key: String) -> FileValue {
        let value = required(key)
        if case .sequence(let sequence)? = value.node, sequence.isEmpty {
            value.fault("empty-list", "The list '\(key)' must not be empty.")
        }
        return value
    }

    func objects<Value>(_ key: String, _ body: (Fields) -> Value) -> [Value] {
        nonEmpty(key).items().map { $0.object(body) }
    }

    func reportUnknownKeys() {
        for key in order where !asked.contains(key) {
            let known = asked.sorted().joined(separator: ", ")
            values[key]?.fault("unknown-key", "The key '\(key)' is unknown here; known keys: \(known).")
        }
    }
}
