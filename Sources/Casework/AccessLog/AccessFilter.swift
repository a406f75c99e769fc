public import MatterCore
internal import Postgres

/// Which entries of the access log.
public struct AccessFilter: Codable, Hashable, Sendable {
    public var kind: AccessEntry.Kind?
    /// First and last day, in Asia/Shanghai.
    public var from: LegalDate?
    public var until: LegalDate?
    public var organisation: OrganisationID?
    /// Id of the person who looked or acted; ids are known within an organisation, so that is named too.
    public var person: String?

    public init(
        kind: AccessEntry.Kind? = nil, from: LegalDate? = nil, until: LegalDate? = nil,
        organisation: OrganisationID? = nil, person: String? = nil
    ) {
        self.kind = kind
        self.from = from
        self.until = until
        self.organisation = organisation
        self.person = person
    }
}

extension AccessFilter {
    /// A page looks at so many entries at most, so that a filter that hardly anything meets costs no more than another.
    /// A page may therefore hold fewer than asked for, or none, and yet have a next one.
    static let window = 5_000

    func requireWhole() throws(CaseworkError) {
        guard person == nil || organisation != nil else {
            throw .refused(
                Refusal(
                    .invalid, "organisation-missing", zh: "按人员筛选时须同时指明组织。",
                    en: "Name the person's organisation too.", pointer: "?organisation"))
        }
    }

    /// What is not in the order of the pages: a condition on `access_entry`.
    var condition: Query {
        var all: [Query] = ["true"]
        if let kind { all.append("access_entry.kind = \(kind.rawValue)") }
        if let organisation { all.append("access_entry.organisation = \(organisation.rawValue)") }
        if let person { all.append("access_entry.person_id = \(person.storable)") }
        return all.joined(separator: " and ")
    }

    /// A condition on the columns of the order: after the days' beginning and before the place where the last page ended.
    func place(_ cursor: Cursor?, id: String) -> Query {
        var all: [Query] = ["true"]
        if let from { all.append("at >= \(from.beginning.sql)") }
        if let until { all.append("at < \(until.beginning.adding(seconds: 86_400).sql)") }
        if let cursor, let last = cursor.ids.first {
            all.append("(at, \(raw: id)) < (\(cursor.key)::timestamptz, \(last))")
        }
        return all.joined(separator: " and ")
    }

    /// Where a page begins: an upper bound of the order.
    func top(_ cursor: Cursor?) -> Query {
        let end: Query = until.map { $0.beginning.adding(seconds: 86_400).sql } ?? "'infinity'::timestamptz"
        guard let cursor, let last = cursor.ids.first else { return "\(end), 0" }
        return "least(\(end), \(cursor.key)::timestamptz), \(last)"
    }
}

extension LegalDate {
    /// Midnight in Asia/Shanghai.
    var beginning: Instant { Instant(milliseconds: Int64(dayNumber) * 86_400_000 - 8 * 3_600_000) }
}
