/// The last day of a limit.
public struct DueDate: Hashable, Codable, Sendable {
    public let date: LegalDate
    /// The holiday notice of the year is not out yet, so the date may still move.
    public let isProvisional: Bool

    public init(date: LegalDate, isProvisional: Bool) {
        self.date = date
        self.isProvisional = isProvisional
    }
}
