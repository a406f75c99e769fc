public import MatterCore
internal import Postgres

/// Who saw what: the access log as people read it, the newest first.
extension Casework {
    /// Who saw a matter, or tried to. Everybody's entries for who answers for the matter, else those of the own
    /// organisation (`Access.logReach`).
    public func accesses(
        of matter: Int64, _ filter: AccessFilter = .init(), page: PageRequest, by principal: Principal
    ) async throws(CaseworkError) -> Page<AccessView> {
        try page.requireSize()
        try filter.requireWhole()
        let list = MatterAccessList(matter: matter, filter: filter)
        return try await showing("listMatterAccesses", to: principal) { (db: borrowing Session) in
            let shown = try Visibility.require(matter, to: principal, db)
            let cursor = try Cursor(page, of: list)
            let isSelective = filter.kind != nil || filter.person != nil
            let size = isSelective ? AccessFilter.window : page.size + 1
            let window: Query = """
                select at, entry as id from access_entry_matter
                where matter_id = \(matter) and \(list.organisations(principal)) and \(filter.place(cursor, id: "entry"))
                order by at desc, entry desc limit \(size)
                """
            let answers = try Cursor.guarding(page) {
                try db.query([
                    "select \(Visibility.log(principal)) from matter where id = \(matter)",
                    AccessPage.lines(window, filter, visible: "array[\(matter)::bigint]", size: page.size),
                    isSelective ? AccessPage.end(of: window) : "select 0, null, null",
                ])
            }
            guard try answers[0].first?.next(Bool.self) == true else {
                throw Refusal(
                    .forbidden, "not-the-judge", zh: "仅承办法官或合议庭成员可查看本案的访问记录。",
                    en: "Who saw this matter is for its judge and panel to know.")
            }
            let (items, next) = try AccessPage.read(answers[1], end: answers[2], page, size, of: list)
            return (Page(items: items.map { $0.view(for: principal) }, next: next), Shown(shown))
        }
    }

    /// What the person saw and did, or a deputy did for the person. For auditors besides: what happened to matters that
    /// they read, in organisations of their region, and what was configured. For the operator: what happened to accounts
    /// and what was configured.
    public func accesses(
        _ filter: AccessFilter = .init(), page: PageRequest, by principal: Principal
    ) async throws(CaseworkError) -> Page<AccessView> {
        try page.requireSize()
        try filter.requireWhole()
        let list = AccessList(principal: principal, filter: filter)
        return try await showing("listAccesses", to: principal) { (db: borrowing Session) in
            let cursor = try Cursor(page, of: filter)
            let answers = try Cursor.guarding(page) { try db.query(list.queries(page.size, after: cursor)) }
            let (lines, next) = try AccessPage.read(
                answers[0], end: answers[1], page, AccessFilter.window, of: filter)
            let others = lines.filter { !$0.isOwn(principal) }
            return (
                Page(items: lines.map { $0.view(for: principal) }, next: next),
                Shown(named: others.flatMap(\.visible))
            )
        }
    }
}

private struct MatterAccessList: Encodable {
    let matter: Int64
    let filter: AccessFilter

    /// A condition on `access_entry_matter`.
    func organisations(_ principal: Principal) -> Query {
        let own: Query? =
            [.administrator, .agency].contains(principal.role)
            ? "organisation = \(principal.organisation.id.rawValue)" : nil
        let asked: Query? = filter.organisation.map { "organisation = \($0.rawValue)" }
        return [own, asked].compactMap { $0 }.joined(separator: " and ", or: "true")
    }
}

extension [Query] {
    fileprivate func joined(separator: Query, or empty: Query) -> Query {
        isEmpty ? empty : joined(separator: separator)
    }
}
