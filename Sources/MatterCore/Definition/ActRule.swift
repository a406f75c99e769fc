/// Which roles may do an act. For moves, instruments and milestones the roles of the rule itself apply as well.
public struct ActRule: Hashable, Codable, Sendable {
    public let act: Act
    public let roles: [Role]
    public let basis: LegalBasis

    public init(act: Act, roles: [Role], basis: LegalBasis) {
        self.act = act
        self.roles = roles
        self.basis = basis
    }
}
