import Foundation

/// A libpq connection string in either of its two forms, whose database can be replaced.
package struct TestServerURL: Sendable {
    package let text: String

    package init(text: String) {
        self.text = text
    }

    package func naming(database: String) -> String {
        guard let scheme = text.range(of: "://") else { return "\(text) dbname=\(database)" }
        // Not by a URL parser: several hosts in one authority are libpq's own invention.
        let rest = text[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let query = rest.firstIndex(of: "?").map { rest[$0...] } ?? ""
        return "\(text[..<scheme.upperBound])\(authority)/\(database)\(query)"
    }
}
