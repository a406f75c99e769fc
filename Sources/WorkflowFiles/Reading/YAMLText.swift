import Yams

/// Turns the text of a file into nodes.
enum YAMLText {
    private static let duplicateMark = "duplicate~"

    /// Nil if the text is not YAML at all; the fault is reported. Yams gives up at the first mapping with a duplicate
    /// key, so that key is marked and the text read again; `Fields` reports marked keys, with their path.
    static func parse(_ text: String, at place: Place, report: Report) -> Node? {
        var text = text
        while true {
            do {
                guard let node = try Yams.compose(yaml: text) else {
                    report.add("bad-yaml", "The file is empty.", at: place)
                    return nil
                }
                return node
            } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
                guard let marked = marking(context.mark, in: text) else {
                    let keys = duplicates.joined(separator: ", ")
                    report.add("duplicate-key", "Keys must be unique in a mapping; repeated: \(keys).", at: place)
                    return nil
                }
                text = marked
            } catch {
                report.add("bad-yaml", "The file is not valid YAML: \(error).", at: place)
                return nil
            }
        }
    }

    /// The key that was marked, or nil if it was not.
    static func unmarked(_ key: String) -> String? {
        guard key.hasPrefix(duplicateMark) else { return nil }
        return key.split(separator: "~", maxSplits: 3, omittingEmptySubsequences: false).last.map(String.init)
    }

    private static func marking(_ mark: Mark, in text: String) -> String? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.indices.contains(mark.line - 1) else { return nil }
        var line = Array(lines[mark.line - 1].unicodeScalars)
        guard line.indices.contains(mark.column - 1) else { return nil }
        let isQuoted = line[mark.column - 1] == "\"" || line[mark.column - 1] == "'"
        // The line number keeps marks apart if a key occurs three times.
        line.insert(
            contentsOf: Array("\(duplicateMark)\(mark.line)~\(mark.column)~".unicodeScalars),
            at: mark.column - (isQuoted ? 0 : 1))
        lines[mark.line - 1] = String(String.UnicodeScalarView(line))
        return lines.joined(separator: "\n")
    }
}
