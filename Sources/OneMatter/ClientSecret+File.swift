import Foundation
import Identity

extension ClientSecret {
    /// The secret that a file holds.
    ///
    /// - Parameter name: What it is called in sentences.
    init(file path: String, _ name: String) throws {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Failure("\(name) \(path) cannot be read.")
        }
        let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !secret.isEmpty else { throw Failure("\(name) \(path) is empty.") }
        self.init(secret)
    }
}
