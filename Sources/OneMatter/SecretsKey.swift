import Foundation
import Glibc
import Identity

/// The key that seals secrets in the database: 32 bytes in base64, from ONEMATTER_SECRETS_KEY or else from the file
/// `secrets-key` of the data folder, which is made on first start for the owner alone.
enum SecretsKey {
    static func read(_ configuration: Configuration) throws -> SecretBox {
        if let text = configuration.secretsKey { return try box(text, "ONEMATTER_SECRETS_KEY") }
        let path = "\(configuration.data)/secrets-key"
        try FileManager.default.createDirectory(atPath: configuration.data, withIntermediateDirectories: true)
        if !FileManager.default.fileExists(atPath: path) { try make(path) }
        return try box(String(contentsOfFile: path, encoding: .utf8), path)
    }

    private static func box(_ text: String, _ place: String) throws -> SecretBox {
        let key = Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)).map { Array($0) }
        guard let box = key.flatMap({ SecretBox(key: $0) }) else {
            throw Failure("\(place) does not hold 32 bytes in base64.")
        }
        return box
    }

    /// A whole file or none, and of two processes that start at once one makes it.
    private static func make(_ path: String) throws {
        let part = "\(path).\(UUID().uuidString)"
        let text = Data(randomBytes(32)).base64EncodedString() + "\n"
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { throw Failure("\(part): \(String(cString: strerror(errno)))") }
        defer { unlink(part) }
        let count = write(file, text, text.utf8.count)
        fsync(file)
        close(file)
        guard count == text.utf8.count, link(part, path) == 0 || errno == EEXIST else {
            throw Failure("\(path): \(String(cString: strerror(errno)))")
        }
    }
}

extension Configuration {
    /// Whether the published sample password is good: nobody but this machine can get here, and nothing real is here.
    var isSampleMode: Bool {
        databaseURL == nil && loadsSample && (host == "localhost" || host == "::1" || host.hasPrefix("127."))
    }
}
