/// What a verifier found in an export.
public struct VerificationReport: Codable, Hashable, Sendable {
    public struct Finding: Codable, Hashable, Sendable {
        /// Stable name of the kind of fault.
        public let code: String
        /// Where: `line 12`, `event 5`, `duty/3`, `receipt`.
        public let place: String
        /// A sentence for people.
        public let message: String

        init(_ code: String, _ place: String, _ message: String) {
            self.code = code
            self.place = place
            self.message = message
        }
    }

    public let ok: Bool
    /// Number of the matter; nil if the file does not say.
    public let matter: Int64?
    /// How many events the file holds.
    public let events: Int
    /// Id of the key that signed; nil if no signature was found.
    public let key: String?
    public let findings: [Finding]
}
