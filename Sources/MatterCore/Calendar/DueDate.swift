/// The last day of a limit, with its reasons.
public struct DueDate: Hashable, Codable, Sendable {
    public let date: LegalDate
    /// A day that was looked at lies past the last loaded holiday notice, so the date may still move.
    public let isProvisional: Bool
    /// Lists leave it out.
    public let derivation: Derivation?

    public init(date: LegalDate, isProvisional: Bool, derivation: Derivation? = nil) {
        self.date = date
        self.isProvisional = isProvisional
        self.derivation = derivation
    }

    /// Without its reasons, as lists show it.
    public var short: DueDate { DueDate(date: date, isProvisional: isProvisional) }
}
