internal import MatterCore
internal import Postgres

/// The statements of a page of `accesses`.
struct AccessList: Sendable {
    let principal: Principal
    let filter: AccessFilter

    private var organisation: String { principal.organisation.id.rawValue }
    private var person: String { principal.id.storable }

    /// The lines, and where the part of the log ended that was looked at.
    func queries(_ size: Int, after cursor: Cursor?) -> [Query] {
        guard [.auditor, .operator].contains(principal.role) else {
            let window = own(cursor)
            return [lines(window, size), AccessPage.end(of: window)]
        }
        guard let asked = filter.organisation else { return everything(size, after: cursor) }
        // By the index of people.
        let who: Query = filter.person.map { "and person_id = \($0.storable)" } ?? ""
        let window: Query = """
            select at, id from access_entry where organisation = \(asked.rawValue) \(who)
                and \(filter.place(cursor, id: "id"))
            order by at desc, id desc limit \(AccessFilter.window)
            """
        return [lines(window, size), AccessPage.end(of: window)]
    }

    private func lines(_ window: Query, _ size: Int) -> Query {
        AccessPage.lines(window, filter, and: rule, visible: visible, size: size)
    }

    /// A part of the whole log that has a bounded length, whoever may see how much of it: its end is found as the
    /// service, without looking at what the entries say.
    private func everything(_ size: Int, after cursor: Cursor?) -> [Query] {
        let edge: Query = "access_log_edge(\(filter.top(cursor)), \(AccessFilter.window))"
        let window: Query = """
            select at, id from access_entry where \(filter.place(cursor, id: "id"))
                and (at, id) >= (select coalesce(max(edge.at), '-infinity'), coalesce(max(edge.id), 0) from \(edge) as edge)
            order by at desc, id desc
            """
        return [
            lines(window, size),
            "select \(AccessFilter.window)::bigint, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00'), id from \(edge)",
        ]
    }

    /// Three indexes, each read from its end.
    private func own(_ cursor: Cursor?) -> Query {
        let place = filter.place(cursor, id: "id")
        let whose: [Query] = [
            "organisation = \(organisation) and person_id = \(person)",
            "organisation is null and person_id = \(person)",
            "organisation = \(organisation) and on_behalf_of_id = \(person)",
        ]
        let parts: [Query] = whose.map { part in
            """
            (select at, id from access_entry where \(part) and \(place)
                order by at desc, id desc limit \(AccessFilter.window))
            """
        }
        return """
            select at, id from (\(parts.joined(separator: " union "))) as own
            order by at desc, id desc limit \(AccessFilter.window)
            """
    }

    /// A condition on `access_entry`: the twin of its policy, without what concerns single matters.
    private var rule: Query {
        let own: Query = """
            (person_id = \(person) and (organisation is null or organisation = \(organisation)))
            or (on_behalf_of_id = \(person) and organisation = \(organisation))
            """
        switch principal.role {
        case .auditor:
            return """
                (\(own) or cardinality(\(visible)) > 0 or (cardinality(matters) = 0 and (kind = 'configuration_change'
                    or exists (select from organisation as body where body.id = access_entry.organisation
                        and starts_with(body.region, \(principal.organisation.region))))))
                """
        case .operator:
            return """
                (\(own) or (cardinality(matters) = 0
                    and kind in ('sign_in', 'sign_in_failed', 'sign_out', 'configuration_change')))
                """
        case .judge, .administrator, .agency: return "(\(own))"
        }
    }

    /// The matters of an entry that the reader reads.
    private var visible: Query {
        guard principal.role == .auditor else { return "'{}'::bigint[]" }
        return """
            array(select matter.id from matter where matter.id = any(access_entry.matters)
                and \(Visibility.clause(principal)))
            """
    }
}

/// Pages of the access log.
enum AccessPage {
    /// Lines of a window on the log: rows of `at` and `id`.
    static func lines(
        _ window: Query, _ filter: AccessFilter, and rule: Query = "true", visible: Query, size: Int
    ) -> Query {
        """
        select \(AccessLine.json(visible: visible)), access_entry.at::text, array[access_entry.id]
        from (\(window)) as part join access_entry on access_entry.id = part.id
        where \(filter.condition) and \(rule)
        order by part.at desc, part.id desc limit \(size + 1)
        """
    }

    /// How many entries a window holds, and its last one.
    static func end(of window: Query) -> Query {
        """
        select count(*), (array_agg(at::text order by at, id))[1], (array_agg(id order by at, id))[1]
        from (\(window)) as part
        """
    }

    /// The lines of a page, and the cursor of the next one: after the last line, or after the window if that was full.
    static func read(
        _ rows: Rows, end: Rows, _ page: PageRequest, _ window: Int, of list: some Encodable
    ) throws -> ([AccessLine], String?) {
        let shown = rows.prefix(page.size)
        let lines = try shown.map { try $0.json(AccessLine.self, at: 0) }
        if rows.count > page.size, let last = shown.last {
            let cursor = Cursor(key: try last[1, as: String.self], ids: try last[2, as: [Int64].self], of: list)
            return (lines, cursor.text)
        }
        guard let edge = end.first, try edge.next(Int.self) >= window, let at = try edge.next(String?.self),
            let id = try edge.next(Int64?.self)
        else { return (lines, nil) }
        return (lines, Cursor(key: at, ids: [id], of: list).text)
    }
}
