/// Where a rule comes from. Every rule, limit and duty carries one, and the UI shows it.
public struct LegalBasis: Hashable, Codable, Sendable {
    /// How well the rule is supported. A `practice` value is never shown as law.
    public enum Provenance: String, Codable, CaseIterable, Sendable {
        case sourced, partial, practice, memory
        case fillIn = "fill-in"
    }

    /// Article or document, for instance `企业破产法 Art.10`.
    public let article: String
    /// Version of the law that the article belongs to, for instance `EBL-2006`.
    public let lawVersion: String
    public let provenance: Provenance

    public init(article: String, lawVersion: String, provenance: Provenance) {
        self.article = article
        self.lawVersion = lawVersion
        self.provenance = provenance
    }
}
