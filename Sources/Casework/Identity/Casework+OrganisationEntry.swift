internal import Identity
public import MatterCore
internal import Postgres

/// What may change of an organisation. Its code and kind stay: matters, posts and events refer to them.
public struct ChangeOrganisation: Codable, Hashable, Sendable {
    public let name: LocalText
    public let region: String
    public let parent: OrganisationID?
    public let caseCode: String?
}

extension Casework {
    /// Enters an organisation.
    public func create(
        _ organisation: Organisation, by session: SessionState?, from origin: Origin
    ) async throws(CaseworkError) {
        try requireOperator(session)
        let now = clock()
        try await writing(as: .directory) { (db: borrowing Session) in
            try Self.check(organisation, db)
            let row = OrganisationRow(organisation, isSample: false)
            let created = try db.execute(
                "\(try OrganisationRow.insert([row])) on conflict on constraint organisation_key do nothing")
            guard created == 1 else {
                throw Refusal(
                    .conflict, "organisation-exists", zh: "该编码已被使用。", en: "An organisation has this code.",
                    pointer: "/id")
            }
            db.onCommit(
                try accountLog.change(
                    by: session, at: now, origin: origin, subject: "organisation \(organisation.id) created",
                    after: try accountLog.digest(organisation)))
        }
    }

    /// Changes an organisation.
    public func change(
        _ id: OrganisationID, _ change: ChangeOrganisation, by session: SessionState, from origin: Origin
    ) async throws(CaseworkError) -> Organisation {
        try requireOperator(session)
        let now = clock()
        return try await writing(as: .directory) { (db: borrowing Session) in
            let found = try db.query(OrganisationRow.select("where id = \(id.rawValue) for update"))
            guard let before = try found.first?.json(OrganisationRow.self).organisation else {
                throw Refusal.organisationNotFound
            }
            let after = Organisation(
                id: id, kind: before.kind, name: change.name, region: change.region, parent: change.parent,
                agency: before.agency, caseCode: change.caseCode)
            try Self.check(after, db)
            try db.execute(
                """
                update organisation set name_zh = \(after.name.zh), name_en = \(after.name.en),
                    region = \(after.region), parent = \(after.parent?.rawValue as String?),
                    case_code = \(after.caseCode as String?)
                where id = \(id.rawValue)
                """)
            db.onCommit(
                try accountLog.change(
                    by: session, at: now, origin: origin, subject: "organisation \(id) changed",
                    before: try accountLog.digest(before), after: try accountLog.digest(after)))
            return after
        }
    }

    /// What the constraints of the table say, told so that a person can mend it.
    private static func check(_ organisation: Organisation, _ db: borrowing Session) throws {
        let isCourt = organisation.kind == .court
        guard organisation.region.count.isMultiple(of: 2), organisation.region.count <= 12,
            organisation.region.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw invalid("/region", "行政区划代码须为偶数位数字。", "A region has an even number of digits.") }
        guard (organisation.agency != nil) == (organisation.kind == .agencyUnit) else {
            throw invalid("/agency", "仅协同单位须写明所属部门。", "A unit names its agency, and nobody else does.")
        }
        guard isCourt || (organisation.parent == nil && organisation.caseCode == nil) else {
            throw invalid("/parent", "仅法院有上级法院和案号代字。", "Only a court has a parent and a case code.")
        }
        guard let parent = organisation.parent else { return }
        // The parent is a court, and no court is above itself.
        let above = try db.query(
            """
            with recursive above (id, parent) as (
                select id, parent from organisation where id = \(parent.rawValue) and kind = 'court'
                union select higher.id, higher.parent from organisation as higher join above on higher.id = above.parent)
            select id from above
            """
        ).map { try $0.next(String.self) }
        guard !above.isEmpty, !above.contains(organisation.id.rawValue) else {
            throw invalid("/parent", "上级须为其他法院。", "The parent is another court that exists.")
        }
    }

    private static func invalid(_ pointer: String, _ zh: String, _ en: String) -> Refusal {
        Refusal(.invalid, "organisation-wrong", zh: zh, en: en, pointer: pointer)
    }
}

extension Refusal {
    static let organisationNotFound = Refusal(
        .notFound, "organisation-not-found", zh: "没有该组织。", en: "There is no such organisation.")
}
