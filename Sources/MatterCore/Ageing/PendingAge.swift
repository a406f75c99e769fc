/// How long a matter has been pending. Over two and over three years are the bands in which courts report long-pending
/// cases (长期未结): practice, no law sets them.
public struct PendingAge: Hashable, Codable, Sendable {
    public enum Start: String, Codable, Sendable {
        case accepted
        /// Not accepted (yet): counted from the opening of the matter.
        case opened
    }

    public enum Band: String, Codable, CaseIterable, Sendable {
        case overTwoYears = "over_two_years"
        case overThreeYears = "over_three_years"
    }

    public static let provenance = LegalBasis(
        article: "长期未结案件统计口径（二年、三年）", lawVersion: "practice", provenance: .practice)

    public let from: Start
    public let since: LegalDate
    /// Whole years.
    public let years: Int
    public let band: Band?

    public init(of state: MatterState, on today: LegalDate) {
        from = state.acceptedOn == nil ? .opened : .accepted
        since = state.acceptedOn ?? state.openedAt.legalDate
        var years = max(0, today.components.year - since.components.year)
        while years > 0, since.adding(years: years) > today { years -= 1 }
        self.years = years
        band =
            since.adding(years: 3) < today
            ? .overThreeYears : since.adding(years: 2) < today ? .overTwoYears : nil
    }
}
