import MatterCore

@testable import Casework

/// Courts, firms, offices and units that nobody thought of: beside and below the sample ones, the same for the same seed.
struct RandomOrganisations {
    let all: [Organisation]
    /// Courts that matters can be opened at: those whose region has units of every agency, at least above it.
    let courts: [OrganisationID]
    let firms: [OrganisationID]

    init(_ agencies: [AgencyID], _ random: inout SplitMix) {
        let district = "3306\(Int.random(in: 10...99, using: &random))"
        let town = "\(district)\(Int.random(in: 10...99, using: &random))"
        let elsewhere = "33\(Int.random(in: 10...99, using: &random))"
        func organisation(
            _ id: String, _ kind: Organisation.Kind, _ region: String, parent: OrganisationID? = nil,
            agency: AgencyID? = nil
        ) -> Organisation {
            Organisation(
                id: OrganisationID(id), kind: kind, name: LocalText(zh: "示例\(id)", en: "Sample \(id)"), region: region,
                parent: parent, agency: agency)
        }
        let districtCourt = organisation("COURT-\(district)", .court, district, parent: "COURT-3306")
        let townCourt = organisation("COURT-\(town)", .court, town, parent: districtCourt.id)
        let otherCourt = organisation("COURT-\(elsewhere)", .court, elsewhere, parent: "COURT-33")
        let firmIDs = (0..<2).map { _ in OrganisationID("FIRM-\(Int.random(in: 100...999, using: &random))") }
        let seats = [district, elsewhere, "44"].shuffled(using: &random)
        let chosen = agencies.shuffled(using: &random).prefix(5)
        let regions = [district, town, "33", elsewhere].shuffled(using: &random)
        courts = [districtCourt.id, townCourt.id]
        firms = Set(firmIDs).sorted()
        all =
            [districtCourt, townCourt, otherCourt]
            + zip(firms, seats).map { organisation($0.0.rawValue, .administratorFirm, $0.1) }
            + [organisation("OFFICE-R", .coordinationOffice, regions[0])]
            + chosen.enumerated().map { index, agency in
                let region = regions[index % regions.count]
                return organisation("\(agency)-R\(region)", .agencyUnit, region, agency: agency)
            }
    }
}
