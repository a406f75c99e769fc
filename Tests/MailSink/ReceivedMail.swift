/// A mail as the sink took it and another mail program reads it.
public struct ReceivedMail: Decodable, Sendable {
    public let sender: String
    public let recipients: [String]
    /// How the other side called itself.
    public let name: String
    /// Who signed in.
    public let user: String?
    public let isEncrypted: Bool
    /// Decoded, by names in small letters.
    public let headers: [String: String]
    /// Of its date, in seconds since 1970.
    public let time: Double
    /// What the reader of mails had to complain about.
    public let defects: [String]
    /// Its lines.
    public let text: [String]
    /// As they came over the wire.
    public let lines: [String]
}
