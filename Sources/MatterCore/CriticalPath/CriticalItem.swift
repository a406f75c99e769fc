/// One thing that the end of a matter may wait for.
public struct CriticalItem: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// A duty that is open now; `subject` is its number.
        case duty
        /// A duty that a later move opens; `subject` is its code.
        case laterDuty = "later_duty"
        case milestone, instrument, judge, administrator, window
        /// A deadline whose end something has to wait for; `subject` is its number.
        case deadline
    }

    public let kind: Kind
    public let subject: String
    public let name: LocalText
    /// Who owes a duty.
    public let agency: AgencyID?
    public let unit: OrganisationID?
    /// Roles that can bring it about; none for a window.
    public let roles: [Role]
    /// The earliest day on which it can be over.
    public let earliest: LegalDate
    public let isProvisional: Bool
    /// The last day on which it may be over without moving the closing; nil: the closing does not depend on it.
    public let latest: LegalDate?
    /// Working days from the earliest to the latest.
    public let slack: Int?
    public let basis: LegalBasis

    /// Any delay moves the closing.
    public var isCritical: Bool { slack == 0 }
}
