/// The code of an organisation: a court, an administrator firm, an agency unit, a coordination office, the operator.
public struct OrganisationID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A body that people act for.
public struct Organisation: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case court, `operator`
        case administratorFirm = "administrator_firm"
        case agencyUnit = "agency_unit"
        case coordinationOffice = "coordination_office"
    }

    public let id: OrganisationID
    public let kind: Kind
    public let name: LocalText
    /// Administrative division by the digits that matter: `33` province, `3306` city, `330603` district.
    public let region: String
    /// The higher court of a court.
    public let parent: OrganisationID?
    /// The agency that a unit belongs to.
    public let agency: AgencyID?
    /// The abbreviation in case numbers of a court, for instance `浙0603`.
    public let caseCode: String?

    public init(
        id: OrganisationID, kind: Kind, name: LocalText, region: String, parent: OrganisationID? = nil,
        agency: AgencyID? = nil, caseCode: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.region = region
        self.parent = parent
        self.agency = agency
        self.caseCode = caseCode
    }
}
