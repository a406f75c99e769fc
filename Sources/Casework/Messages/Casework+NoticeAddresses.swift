public import MatterCore
internal import Messaging
internal import Postgres

extension Casework {
    /// All notice addresses of an organisation, those that were ended too.
    public func noticeAddresses(
        of organisation: OrganisationID, by session: SessionState
    ) async throws(CaseworkError) -> [NoticeAddress] {
        try requireOperator(session)
        return try await reading(as: .directory) { (db: borrowing Session) in
            _ = try Self.kind(of: organisation, db)
            return try db.query(
                NoticeAddressRow.select("where organisation = \(organisation.rawValue) order by id")
            ).map { try $0.json(NoticeAddressRow.self).noticeAddress }
        }
    }

    /// From now on the organisation is told there.
    public func add(
        _ new: AddNoticeAddress, to organisation: OrganisationID, by session: SessionState, from origin: Origin
    ) async throws(CaseworkError) -> NoticeAddress {
        try requireOperator(session)
        guard MailAddress(new.address) != nil else {
            throw .refused(
                Refusal(
                    .invalid, "notice-address-wrong", zh: "不是有效的邮件地址。",
                    en: "This is no mail address of plain letters, such as duty@example.cn.", pointer: "/address"))
        }
        let now = clock()
        return try await writing(as: .directory) { (db: borrowing Session) in
            let kind = try Self.kind(of: organisation, db)
            guard new.role?.isHeld(in: kind) ?? true else {
                throw Refusal(
                    .invalid, "notice-address-role", zh: "该组织没有此角色。", en: "Nobody has this role there.",
                    pointer: "/role")
            }
            let id = try db.query(
                """
                insert into notice_address (organisation, role, address, added_by, added_at)
                values (\(organisation.rawValue), \(new.role?.rawValue as String?), \(new.address),
                    \(session.person.id), \(now.sql))
                returning id
                """
            ).first?.next(Int64.self)
            guard let id else { throw CaseworkError.failed("an insert returned nothing") }
            // The address itself is a person's perhaps, and the record is kept for years.
            db.onCommit(
                try accountLog.change(
                    by: session, at: now, origin: origin, subject: "notice address \(id) of \(organisation) added",
                    after: try accountLog.digest(new)))
            return NoticeAddress(
                id: id, role: new.role, address: new.address, addedAt: now.description, endedAt: nil)
        }
    }

    /// Nobody is told there any more; what is on its way still arrives.
    public func endNoticeAddress(
        _ id: Int64, of organisation: OrganisationID, reason: String, by session: SessionState, from origin: Origin
    ) async throws(CaseworkError) {
        try requireOperator(session)
        let now = clock()
        try await writing(as: .directory) { (db: borrowing Session) in
            let ended = try ChangedRow(
                "notice_address", set: "ended_at = \(now.sql), ended_by = \(session.person.id)",
                where: "id = \(id) and organisation = \(organisation.rawValue) and ended_at is null", ledger.algorithm,
                db)
            guard let ended else {
                throw Refusal(
                    .notFound, "notice-address-not-found", zh: "没有该地址，或已停用。",
                    en: "There is no such address, or it was ended already.")
            }
            db.onCommit(
                try accountLog.change(
                    by: session, at: now, origin: origin, subject: "notice address \(id) of \(organisation) ended",
                    ground: reason, before: ended.before, after: ended.after))
        }
    }

    private static func kind(
        of organisation: OrganisationID, _ db: borrowing Session
    ) throws -> Organisation.Kind {
        let found = try db.query(OrganisationRow.select("where id = \(organisation.rawValue)"))
        guard let kind = try found.first?.json(OrganisationRow.self).kind else { throw Refusal.organisationNotFound }
        return kind
    }
}
