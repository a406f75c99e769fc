/// Whose feed it is: those who act for one body in one role read one feed.
///
/// As text it is `court:COURT-330603`, `firm:FIRM-A`, `unit:TAX-330603` or `region:3306`.
public enum FeedReader: Hashable, Sendable {
    /// Judges of a court.
    case court(OrganisationID)
    /// Administrators of a firm.
    case firm(OrganisationID)
    /// Officers of an agency's unit.
    case unit(OrganisationID)
    /// Auditors of a region, by the digits of its administrative division; empty: the whole country.
    case region(String)

    /// Nil for who reads no matters, such as the operator.
    public init?(_ principal: Principal) {
        let own = principal.organisation
        guard principal.role.isHeld(in: own.kind) else { return nil }
        switch principal.role {
        case .judge: self = .court(own.id)
        case .administrator: self = .firm(own.id)
        case .agency: self = .unit(own.id)
        case .auditor: self = .region(own.region)
        case .operator: return nil
        }
    }

    public var text: String {
        switch self {
        case .court(let id): "court:\(id)"
        case .firm(let id): "firm:\(id)"
        case .unit(let id): "unit:\(id)"
        case .region(let digits): "region:\(digits)"
        }
    }

    /// The readers of a region and of all regions around it.
    static func regions(around region: String) -> [FeedReader] {
        stride(from: 0, through: region.utf8.count, by: 2).map { .region(String(region.prefix($0))) }
    }
}
