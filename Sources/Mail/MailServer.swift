internal import FoundationEssentials
public import Identity

/// The mail server that takes our messages over.
public struct MailServer: Sendable {
    /// How the connection is made safe. There is no mode that falls back to plain text.
    public enum Security: String, Sendable {
        /// TLS from the first byte: `smtps://`, port 465.
        case tls
        /// STARTTLS or nothing: `smtp://`, port 587.
        case startTLS = "starttls"
        /// Plain text, on this machine only.
        case none
    }

    /// Why an address is not taken.
    public struct Fault: Error, CustomStringConvertible {
        public let description: String
    }

    public let host: String
    public let port: Int
    public let security: Security
    public var user: String?
    public var password: ClientSecret?
    /// File of the certificates that are trusted instead of the system's.
    public var certificateAuthority: String?

    /// - Parameters:
    ///   - address: `smtps://host`, `smtp://host:587`.
    ///   - isPlain: Without TLS, for a relay on this machine.
    public init(address: String, isPlain: Bool = false) throws(Fault) {
        guard address.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let parts = URLComponents(string: address),
            let scheme = parts.scheme?.lowercased(), ["smtp", "smtps"].contains(scheme), let host = parts.host,
            !host.isEmpty, parts.port.map({ (1...65_535).contains($0) }) ?? true
        else {
            throw Fault(description: "it is no address such as smtps://mail.example.cn or smtp://mail.example.cn:587")
        }
        guard parts.user == nil, parts.password == nil, parts.path.isEmpty || parts.path == "/", parts.query == nil,
            parts.fragment == nil
        else { throw Fault(description: "it holds more than a host and a port") }
        self.host = host
        switch (scheme, isPlain) {
        case ("smtps", false): security = .tls
        case ("smtp", false): security = .startTLS
        case ("smtp", true) where WebAddress.isLoopback(host): security = .none
        default: throw Fault(description: "plain text is for smtp:// on this machine only, such as smtp://127.0.0.1")
        }
        port = parts.port ?? (security == .tls ? 465 : security == .startTLS ? 587 : 25)
    }

    /// For libcurl, which says the path to the server as our name.
    func url(as name: Substring) -> String { "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)/\(name)" }
}
