/// Milestones that a court expects of administrators beyond the law. A matter runs them only if its judge adopts them.
public struct DeadlineTemplate: Hashable, Codable, Sendable {
    public let id: TemplateID
    public let name: LocalText
    public let basis: LegalBasis

    public init(id: TemplateID, name: LocalText, basis: LegalBasis) {
        self.id = id
        self.name = name
        self.basis = basis
    }
}
