import Foundation

/// The tables of `docs/glossary.md`, by heading.
struct Glossary {
    struct Entry: Hashable {
        let code: String
        let zh: String
    }

    static let shipped = Glossary(
        text: (try? String(contentsOfFile: "\(Shipped.directory)/../docs/glossary.md", encoding: .utf8)) ?? "")

    /// Rows by heading, each as its cells. Headlines of tables have no code and are left out.
    private let rows: [String: [[String]]]

    init(text: String) {
        var rows: [String: [[String]]] = [:]
        var heading = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("## ") { heading = String(line.dropFirst(3)) }
            guard line.hasPrefix("| `") else { continue }
            let cells = line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
            rows[heading, default: []].append(cells.map { $0.trimmingCharacters(in: .whitespaces) })
        }
        self.rows = rows
    }

    func codes(_ heading: String) -> Set<String> { Set(entries(heading).map(\.code)) }

    func entries(_ heading: String) -> Set<Entry> {
        Set((rows[heading] ?? []).map { Entry(code: Self.code($0), zh: $0[1]) })
    }

    func row(_ code: String, in heading: String) -> [String]? {
        rows[heading]?.first { Self.code($0) == code }
    }

    private static func code(_ row: [String]) -> String { row[0].replacingOccurrences(of: "`", with: "") }
}
