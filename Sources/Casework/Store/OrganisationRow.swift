internal import MatterCore
internal import Postgres

/// Table `organisation`.
struct OrganisationRow: TableRow {
    static let table = "organisation"
    static let primaryKey = [CodingKeys.id]

    var id: OrganisationID
    var kind: Organisation.Kind
    var nameZH: String
    var nameEN: String
    var region: String
    var parent: OrganisationID?
    var agency: AgencyID?
    var caseCode: String?
    var isSample: Bool

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, kind
        case nameZH = "name_zh"
        case nameEN = "name_en"
        case region, parent, agency
        case caseCode = "case_code"
        case isSample = "is_sample"
    }
}

extension OrganisationRow {
    init(_ organisation: Organisation, isSample: Bool) {
        self.init(
            id: organisation.id, kind: organisation.kind, nameZH: organisation.name.zh, nameEN: organisation.name.en,
            region: organisation.region, parent: organisation.parent, agency: organisation.agency,
            caseCode: organisation.caseCode, isSample: isSample)
    }

    var organisation: Organisation {
        Organisation(
            id: id, kind: kind, name: LocalText(zh: nameZH, en: nameEN), region: region, parent: parent, agency: agency,
            caseCode: caseCode)
    }
}
