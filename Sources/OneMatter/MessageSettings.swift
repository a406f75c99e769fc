import ArgumentParser
import Casework
import Foundation
import Identity
import Mail
import Messaging

/// What the environment says about messages that leave the house. Without ONEMATTER_SMTP_URL none does.
struct MessageSettings: Sendable {
    /// Where people sign in, to stand below each message.
    var link: String?
    private var server: MailServer?
    private var sender: MailAddress?
    private var passwordFile: String?

    init() {}

    init(_ environment: [String: String]) throws {
        func text(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let address = text("ONEMATTER_BASE_URL") {
            guard WebAddress.isTrusted(address), address.utf8.count <= 200 else {
                throw ValidationError("ONEMATTER_BASE_URL is no https:// address: \(address)")
            }
            link = address
        }
        guard let address = text("ONEMATTER_SMTP_URL") else {
            for name in ["FROM", "USER", "PASSWORD", "PASSWORD_FILE", "CA", "TLS"].map({ "ONEMATTER_SMTP_\($0)" })
            where text(name) != nil {
                throw ValidationError("\(name) is set, but ONEMATTER_SMTP_URL is not.")
            }
            return
        }
        guard ["required", "none", nil].contains(text("ONEMATTER_SMTP_TLS")) else {
            throw ValidationError("ONEMATTER_SMTP_TLS is required or none.")
        }
        var server: MailServer
        do {
            server = try MailServer(address: address, isPlain: text("ONEMATTER_SMTP_TLS") == "none")
        } catch {
            // Not the address itself: somebody may have written a password into it.
            throw ValidationError("ONEMATTER_SMTP_URL: \(error).")
        }
        guard let sender = text("ONEMATTER_SMTP_FROM").flatMap({ MailAddress($0) }) else {
            throw ValidationError("ONEMATTER_SMTP_FROM names no mail address, such as onematter@court.example.cn.")
        }
        server.user = text("ONEMATTER_SMTP_USER")
        server.certificateAuthority = text("ONEMATTER_SMTP_CA")
        switch (text("ONEMATTER_SMTP_PASSWORD"), text("ONEMATTER_SMTP_PASSWORD_FILE")) {
        case (nil, nil): break
        case (let password?, nil): server.password = ClientSecret(password)
        case (nil, let path?): passwordFile = path
        default: throw ValidationError("ONEMATTER_SMTP_PASSWORD and ONEMATTER_SMTP_PASSWORD_FILE: one of the two.")
        }
        guard (server.user != nil) == (server.password != nil || passwordFile != nil) else {
            throw ValidationError("ONEMATTER_SMTP_USER goes together with a password.")
        }
        guard server.user == nil || server.security != .none else {
            throw ValidationError("A password is not sent in plain text: ONEMATTER_SMTP_TLS=none goes without a user.")
        }
        self.server = server
        self.sender = sender
    }

    /// The ways out, with their secrets.
    func channels() throws -> [any MessageChannel] {
        guard var server, let sender else { return [] }
        if let passwordFile {
            server.password = try ClientSecret(file: passwordFile, "The password of the mail server")
        }
        if let file = server.certificateAuthority, !FileManager.default.isReadableFile(atPath: file) {
            throw Failure("The certificates \(file) of ONEMATTER_SMTP_CA cannot be read.")
        }
        return [SMTPChannel(server, from: sender)]
    }

    /// What the record of settings tells of it: no secret, and nothing where no message leaves.
    var recorded: [String: JSONValue] {
        guard let server, let sender else { return [:] }
        return [
            "mailServer": .text("\(server.host):\(server.port)"), "mailSecurity": .text(server.security.rawValue),
            "mailFrom": .text(sender.text), "mailUser": .boolean(server.user != nil),
        ]
    }
}
