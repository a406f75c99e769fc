import MatterCore
import Yams

/// A value of a file with its place. Every conversion reports what is wrong and then answers with a stand-in, so that
/// reading goes on; without a node (reported before) it stays silent.
struct FileValue {
    let node: Node?
    let place: Place
    let report: Report

    func fault(_ code: String, _ message: String) {
        report.add(code, message, at: place, line: node?.mark?.line)
    }

    /// Text as written. A plain word that YAML may read as something else (`no`, `on`, `010`) must be quoted.
    func text() -> String {
        guard let scalar = scalar("a text") else { return "" }
        if scalar.style == .plain, Self.isAmbiguous(scalar.string) {
            fault(
                "ambiguous-text", "YAML may read '\(scalar.string)' as something other than a text; put it in quotes.")
            return ""
        }
        if scalar.string.allSatisfy(\.isWhitespace) {
            fault("empty-text", "The text is empty.")
            return ""
        }
        return scalar.string
    }

    func number() -> Int {
        guard let scalar = scalar("a whole number") else { return 1 }
        let digits = scalar.string.hasPrefix("-") ? scalar.string.dropFirst() : scalar.string[...]
        guard scalar.style == .plain, !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(scalar.string)
        else {
            fault("wrong-type", "Expected a whole number without quotes, found '\(scalar.string)'.")
            return 1
        }
        if digits.count > 1, digits.hasPrefix("0") {
            fault("leading-zero", "'\(scalar.string)' starts with a zero; YAML would read it as an octal number.")
            return 1
        }
        return number
    }

    func flag() -> Bool {
        guard let scalar = scalar("true or false") else { return false }
        guard scalar.style == .plain, scalar.string == "true" || scalar.string == "false" else {
            fault("wrong-type", "Expected true or false, found '\(scalar.string)'.")
            return false
        }
        return scalar.string == "true"
    }

    func date() -> LegalDate? {
        guard let scalar = scalar("a date") else { return nil }
        guard scalar.style != .plain, let date = LegalDate(scalar.string) else {
            fault("bad-date", "Expected a date that exists, in quotes: \"YYYY-MM-DD\"; found '\(scalar.string)'.")
            return nil
        }
        return date
    }

    func code<ID: Code>() -> ID { ID(rawValue: text()) }

    /// One of a closed set of words; nil if it is none of them.
    func word<Word: RawRepresentable<String> & CaseIterable>() -> Word? {
        let text = text()
        if text.isEmpty { return nil }
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        fault("unknown-value", "'\(text)' is none of \(known).")
        return nil
    }

    func items() -> [FileValue] {
        guard let node else { return [] }
        guard case .sequence(let sequence) = node else {
            fault("wrong-type", "Expected a list.")
            return []
        }
        return sequence.enumerated().map { FileValue(node: $1, place: place.index($0), report: report) }
    }

    /// Scalars of a list, each at most once.
    func items<Item: Hashable>(_ read: (FileValue) -> Item?) -> [Item] {
        var seen: Set<Item> = []
        return items().compactMap { value in
            guard let item = read(value) else { return nil }
            if !seen.insert(item).inserted { value.fault("duplicate-entry", "'\(item)' stands twice in the list.") }
            return item
        }
    }

    /// A mapping; keys that `body` does not ask for are reported as unknown.
    func object<Value>(_ body: (Fields) -> Value) -> Value {
        let fields = Fields(self)
        let value = body(fields)
        fields.reportUnknownKeys()
        return value
    }

    private func scalar(_ expected: String) -> Node.Scalar? {
        guard let node else { return nil }
        guard case .scalar(let scalar) = node else {
            fault("wrong-type", "Expected \(expected), found a list or a mapping.")
            return nil
        }
        return scalar
    }

    private static func isAmbiguous(_ text: String) -> Bool {
        let words: Set = ["", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"]
        guard let first = text.unicodeScalars.first else { return true }
        return words.contains(text.lowercased()) || "0123456789+-.".unicodeScalars.contains(first)
    }
}
