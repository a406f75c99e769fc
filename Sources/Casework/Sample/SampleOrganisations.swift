internal import MatterCore

/// A made-up province with courts, firms and offices. Every name says that it is a sample.
enum SampleOrganisations {
    static func all(agencies: [Agency]) -> [Organisation] {
        courts + firms + offices + units(agencies)
    }

    private static let courts = [
        court("COURT-33", "高级人民法院", "High Court", region: "33", parent: nil, code: "浙"),
        court("COURT-3306", "中级人民法院", "Intermediate Court", region: "3306", parent: "COURT-33", code: "浙06"),
        court("COURT-330602", "甲区人民法院", "District A Court", region: "330602", parent: "COURT-3306", code: "浙0602"),
        court("COURT-330603", "乙区人民法院", "District B Court", region: "330603", parent: "COURT-3306", code: "浙0603"),
    ]

    private static func court(
        _ id: OrganisationID, _ zh: String, _ en: String, region: String, parent: OrganisationID?, code: String
    ) -> Organisation {
        Organisation(
            id: id, kind: .court, name: LocalText(zh: "示例\(zh)", en: "Sample \(en)"), region: region, parent: parent,
            caseCode: code)
    }

    private static let firms = [("A", "甲"), ("B", "乙"), ("C", "丙")].map { letter, name in
        Organisation(
            id: OrganisationID("FIRM-\(letter)"), kind: .administratorFirm,
            name: LocalText(zh: "示例\(name)破产管理人事务所", en: "Sample Administrator Firm \(letter)"), region: "3306")
    }

    private static let offices = [
        Organisation(
            id: "OFFICE-3306", kind: .coordinationOffice,
            name: LocalText(zh: "示例市府院联动办公室", en: "Sample Coordination Office"), region: "3306"),
        Organisation(
            id: "OPERATOR", kind: .operator, name: LocalText(zh: "示例运维单位", en: "Sample Operator"), region: ""),
    ]

    /// Agencies whose district offices handle the district's matters themselves.
    private static let inDistricts: Set<AgencyID> = ["TAX", "AMR", "HRSS", "PSB", "NRP"]

    private static func units(_ agencies: [Agency]) -> [Organisation] {
        agencies.flatMap { agency in
            let districts = inDistricts.contains(agency.id) ? [("330602", "甲区", "A"), ("330603", "乙区", "B")] : []
            return [("3306", "市", "City")].map { region, zh, en in unit(agency, region, zh, en) }
                + districts.map { region, zh, letter in unit(agency, region, zh, "District \(letter)") }
        }
    }

    private static func unit(_ agency: Agency, _ region: String, _ zh: String, _ en: String) -> Organisation {
        Organisation(
            id: OrganisationID("\(agency.id)-\(region)"), kind: .agencyUnit,
            name: LocalText(zh: "示例\(zh)\(agency.name.zh)", en: "Sample \(en): \(agency.name.en)"), region: region,
            agency: agency.id)
    }
}
