public import MatterCore
internal import Postgres

/// Which matters, in which order.
public struct MatterFilter: Codable, Hashable, Sendable {
    public enum Order: String, Codable, CaseIterable, Sendable {
        case openedAt, stageSince, debtorName
        /// Earliest due date of an unsettled duty; matters without one come last.
        case due
    }

    public var stage: StageID?
    public var status: StatusID?
    public var track: Track?
    public var court: OrganisationID?
    public var administrator: OrganisationID?
    /// Id of the judge in charge.
    public var judge: String?
    public var isOpen: Bool?
    /// Whether a duty is overdue.
    public var isOverdue: Bool?
    /// Part of the debtor's name, of the credit code or of the case number.
    public var search: String?
    public var order: Order
    public var isDescending: Bool

    public init(
        stage: StageID? = nil, status: StatusID? = nil, track: Track? = nil, court: OrganisationID? = nil,
        administrator: OrganisationID? = nil, judge: String? = nil, isOpen: Bool? = nil, isOverdue: Bool? = nil,
        search: String? = nil, order: Order = .openedAt, isDescending: Bool = true
    ) {
        self.stage = stage
        self.status = status
        self.track = track
        self.court = court
        self.administrator = administrator
        self.judge = judge
        self.isOpen = isOpen
        self.isOverdue = isOverdue
        self.search = search
        self.order = order
        self.isDescending = isDescending
    }
}

extension Casework {
    /// The matters that the principal may read, filtered, sorted, one page.
    public func matters(
        _ filter: MatterFilter, page: PageRequest, by principal: Principal
    ) async throws(CaseworkError) -> Page<MatterSummary> {
        try page.requireSize()
        let today = clock().legalDate
        return try await showing("listMatters", to: principal) { (db: borrowing Session) in
            let fields = FieldVisibility(to: principal, under: definitions.all)
            let query = try filter.query(page, today: today, for: principal, fields)
            let answers = try Cursor.guarding(page) { try db.query([query, Definitions.published]) }
            try definitions.requireAll(answers[1])
            let shown = try answers[0].prefix(page.size).map { try $0.json(Shown.Matter.self, at: 3) }
            return (try Page(answers[0], size: page.size, of: filter), Shown(matters: shown))
        }
    }

    /// How many matters of the filter the principal may read.
    public func countMatters(_ filter: MatterFilter, by principal: Principal) async throws(CaseworkError) -> Int {
        let today = clock().legalDate
        return try await showing("countMatters", to: principal) { (db: borrowing Session) in
            let fields = FieldVisibility(to: principal, under: definitions.all)
            let condition = filter.clause(today: today, for: principal, fields)
            let answers = try db.query([
                "select count(*) from matter where \(Visibility.clause(principal)) and \(condition)",
                Definitions.published,
            ])
            try definitions.requireAll(answers[1])
            return (try answers[0].first?.next(Int.self) ?? 0, .nothing)
        }
    }
}

extension MatterFilter {
    /// One row more than the page shows: JSON of the summary, sort key, id, what the access log tells of it.
    func query(
        _ page: PageRequest, today: LegalDate, for principal: Principal, _ fields: FieldVisibility
    ) throws -> Query {
        let key = sortKey(for: principal, fields)
        var place: Query = "true"
        if let cursor = try Cursor(page, of: self), let id = cursor.ids.first {
            let beyond: Query = isDescending ? "<" : ">"
            place = "(\(key.value), matter.id) \(beyond) (\(cursor.key)::\(raw: key.type), \(id))"
        }
        let direction: Query = isDescending ? "desc" : "asc"
        // The limit first, the counts of each row afterwards.
        return """
            select (select row_to_json(summary) from (\(MatterSummary.json(today: today, for: principal, fields))) as summary),
                matter.key::text, array[matter.id], \(Shown.json(for: principal))
            from (
                select matter.*, \(key.value) as key from matter
                where \(Visibility.clause(principal))
                    and \(clause(today: today, for: principal, fields)) and \(place)
                order by \(key.value) \(direction), matter.id \(direction) limit \(page.size + 1)) as matter
            order by matter.key \(direction), matter.id \(direction)
            """
    }
}

// A filter, a search or an order by what is not shown would tell it: for an agency, a matter meets no condition on such a
// field, and comes after all others in an order by it.
extension MatterFilter {
    fileprivate func sortKey(
        for principal: Principal, _ shown: FieldVisibility
    ) -> (value: Query, type: String) {
        switch order {
        // Numbers are given in the order of opening, and everybody is shown them.
        case .openedAt where shown.isRestricted: ("matter.id", "bigint")
        case .openedAt: ("matter.opened_at", "timestamptz")
        case .stageSince where shown.isRestricted:
            (
                """
                (case when \(shown.shows(.stage)) then matter.stage_since
                else 'infinity' end)
                """, "timestamptz"
            )
        case .stageSince: ("matter.stage_since", "timestamptz")
        case .debtorName: ("matter.debtor_name", "text")
        case .due:
            (
                """
                coalesce((select min(due_on) from duty_assignment
                where matter_id = matter.id and settled_at is null and \(Visibility.duties(principal))), 'infinity')
                """, "date"
            )
        }
    }

    func clause(today: LegalDate, for principal: Principal, _ shown: FieldVisibility) -> Query {
        var all: [Query] = ["true"]
        func require(_ condition: Query, of group: FieldGroup) {
            all += [condition, shown.shows(group)]
        }
        if let stage { require("matter.stage = \(stage.rawValue)", of: .stage) }
        if let status { require("matter.status = \(status.rawValue)", of: .procedure) }
        if let track { require("matter.track = \(track.rawValue)", of: .track) }
        if let court { all.append("matter.court = \(court.rawValue)") }
        if let administrator { require("matter.administrator = \(administrator.rawValue)", of: .administrator) }
        if let judge { require("matter.judge_id = \(judge)", of: .judge) }
        if let isOpen {
            require(isOpen ? "matter.closed_at is null" : "matter.closed_at is not null", of: .stage)
        }
        if let isOverdue {
            let exists: Query = isOverdue ? "exists" : "not exists"
            all.append(
                """
                \(exists) (select from duty_assignment
                where matter_id = matter.id and \(Overdue.clause(on: today)) and \(Visibility.duties(principal)))
                """)
        }
        if let search, !search.isEmpty {
            let pattern = Self.pattern(search)
            all.append("matter.search like \(pattern)")
            if shown.isRestricted {
                // The same text without the case number.
                all.append(
                    """
                    (\(shown.shows(.caseNumber))
                    or lower(matter.debtor_name || ' ' || matter.credit_code || ' ') like \(pattern))
                    """)
            }
        }
        return all.joined(separator: " and ")
    }

    /// The text anywhere, with nothing in it that has a meaning in patterns.
    private static func pattern(_ text: String) -> String {
        let escaped = text.lowercased().map { "\\%_".contains($0) ? "\\\($0)" : "\($0)" }
        return "%" + escaped.joined() + "%"
    }
}
