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

    /// The same for another login: of equal settings libpq takes the last.
    package func naming(database: String, user: String, password: String) -> String {
        let named = naming(database: database)
        guard named.contains("://") else { return "\(named) user=\(user) password=\(password)" }
        return "\(named)\(named.contains("?") ? "&" : "?")user=\(user)&password=\(password)"
    }
}
