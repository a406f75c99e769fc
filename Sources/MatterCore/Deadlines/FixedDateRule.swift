/// A date that somebody fixes ahead: the end of the period for claims (EBL Art. 45), the day of a meeting.
public struct FixedDateRule: Hashable, Codable, Sendable {
    public let id: FixedDateID
    public let name: LocalText
    public let roles: [Role]
    /// What the bounds are counted from; without it there are none.
    public let from: FactPattern?
    public let earliest: Period?
    public let latest: Period?
    public let basis: LegalBasis

    public init(
        id: FixedDateID, name: LocalText, roles: [Role], from: FactPattern?, earliest: Period?, latest: Period?,
        basis: LegalBasis
    ) {
        self.id = id
        self.name = name
        self.roles = roles
        self.from = from
        self.earliest = earliest
        self.latest = latest
        self.basis = basis
    }
}
