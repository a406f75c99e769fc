/// What became of one attempt.
public enum MessageOutcome: Hashable, Sendable {
    /// The next server has taken it over.
    case delivered
    /// It will never be taken.
    case rejected(MessageFault)
    /// Not now.
    case later(MessageFault)
}

/// Why a message was not taken: a class, never words of the other side, which may quote anything.
public enum MessageFault: String, Codable, CaseIterable, Sendable {
    /// Nobody answers there, or the connection was lost.
    case unreachable
    case timeout
    /// No TLS, or a certificate that is not trusted.
    case notTrusted = "not_trusted"
    /// The server does not take our name and password.
    case signIn = "sign_in"
    /// The server says: not now.
    case refused
    /// The server says: never.
    case rejected
    /// The program was stopped while it sent.
    case interrupted
    /// The server says what makes no sense.
    case confused
    /// It waited so long that nobody needs it any more.
    case expired

    /// Whether any other message would have met it as well.
    public var isOfChannel: Bool {
        switch self {
        case .unreachable, .timeout, .notTrusted, .signIn, .interrupted: true
        case .refused, .rejected, .confused, .expired: false
        }
    }
}
