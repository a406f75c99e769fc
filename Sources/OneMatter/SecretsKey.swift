import Foundation
import Identity
import Ledger

/// The key that seals secrets in the database: 32 bytes in base64, from ONEMATTER_SECRETS_KEY or else from the file
/// `secrets-key` of the data folder, which is made on first start for the owner alone.
enum SecretsKey {
    static func read(_ configuration: Configuration) throws -> SecretBox {
        if let text = configuration.secretsKey { return try box(text, "ONEMATTER_SECRETS_KEY") }
        let path = "\(configuration.data)/secrets-key"
        try FileManager.default.createDirectory(atPath: configuration.data, withIntermediateDirectories: true)
        return try box(KeyFile.read(path) { Data(randomBytes(32)).base64EncodedString() + "\n" }, path)
    }

    private static func box(_ text: String, _ place: String) throws -> SecretBox {
        let key = Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)).map { Array($0) }
        guard let box = key.flatMap({ SecretBox(key: $0) }) else {
            throw Failure("\(place) does not hold 32 bytes in base64.")
        }
        return box
    }
}

extension Configuration {
    /// Whether the published sample password is good: nobody but this machine can get here, and nothing real is here.
    var isSampleMode: Bool {
        databaseURL == nil && loadsSample && (host == "localhost" || host == "::1" || host.hasPrefix("127."))
    }
}
