import Foundation
import Identity
import MatterCore
import SingleSignOn
import WorkflowFiles

/// The identity provider of the configuration: its file is named in ONEMATTER_SSO, the client's secret comes from the
/// environment or from a file of its own.
enum SingleSignOnSetup {
    /// Nil if none is configured.
    static func provider(_ configuration: Configuration) throws -> Provider? {
        guard let path = configuration.singleSignOn else { return nil }
        let (settings, findings) = SingleSignOnFile.read(path)
        guard let settings else {
            let lines = findings.map { "\($0.path): \($0.message)" }
            throw Failure("The file of single sign-on \(path) has faults:\n\(lines.joined(separator: "\n"))")
        }
        let secret = try secret(configuration)
        guard (secret == nil) == (settings.clientAuthentication == .none) else {
            throw Failure(
                secret == nil
                    ? "Single sign-on needs the client's secret: set ONEMATTER_SSO_SECRET_FILE or ONEMATTER_SSO_SECRET."
                    : "A client secret is set, but \(path) says clientAuthentication: \"none\".")
        }
        if let file = settings.certificateAuthority, !FileManager.default.isReadableFile(atPath: file) {
            throw Failure("The certificates \(file) that \(path) names cannot be read.")
        }
        return Provider(settings, secret: secret)
    }

    private static func secret(_ configuration: Configuration) throws -> ClientSecret? {
        if let secret = configuration.singleSignOnSecret { return secret }
        guard let path = configuration.singleSignOnSecretFile else { return nil }
        return try ClientSecret(file: path, "The client's secret")
    }
}
