public import MatterCore
internal import Postgres

/// What one agency unit has to do, by tab.
public struct Inbox: Codable, Sendable {
    public enum Tab: String, Codable, CaseIterable, Sendable {
        case new, working, returned, refused, done, overdue
        /// Open parts of duties that another unit leads.
        case parts
    }

    /// Counted by the same conditions as the tabs, on the same snapshot.
    public let counts: [String: Int]
    public let page: Page<InboxItem>
}

/// A duty in an inbox.
public struct InboxItem: Codable, Hashable, Sendable {
    public let matter: Int64
    public let number: Int
    public let version: Int
    public let duty: DutyID
    public let agency: AgencyID
    public let state: DutyState
    public let isMandatory: Bool
    public let scene: StageID
    public let since: String
    public let openedAt: String
    public let settledAt: String?
    public let due: DueDate
    public let isOverdue: Bool
    /// Absent once it is settled.
    public let risk: RankedRisk?
    public let letterNumber: String?
    public let requester: OrganisationID?
    public let debtorName: String
    public let caseNumber: String?
    public let court: OrganisationID
}

extension Casework {
    /// One tab of the own unit's inbox, by legal risk (what is done: the latest first), with counts of all tabs.
    public func inbox(
        _ tab: Inbox.Tab, page: PageRequest, by principal: Principal
    ) async throws(CaseworkError) -> Inbox {
        try page.requireSize()
        guard principal.role == .agency else {
            throw .refused(
                Refusal(.forbidden, "inbox-of-agencies", zh: "只有协作单位有收件箱。", en: "Only agencies have an inbox."))
        }
        let today = clock().legalDate
        return try await showing("getInbox", to: principal) { (db: borrowing Session) in
            let bands = LegalRisk.Bands(on: today, try calendars.current(db))
            let query = InboxQuery(
                tab: tab, principal: principal, order: RiskOrder(bands, for: principal, under: definitions.all))
            let cursor = try Cursor(page, of: query.place)
            let answers = try Cursor.guarding(page) {
                try db.query([query.counts, query.page(page.size, after: cursor)])
            }
            let names = Inbox.Tab.allCases.map(\.rawValue)
            guard let row = answers[0].first else { throw CaseworkError.failed("a count gave no row") }
            let counts = try names.map { ($0, try row.next(Int.self)) }
            let inbox = Inbox(
                counts: Dictionary(uniqueKeysWithValues: counts),
                page: try Page(answers[1], size: page.size, of: query.place))
            let keys = try answers[1].prefix(page.size).map { try $0.json(WorkflowKey.self, at: 3) }
            return (inbox, Shown(inbox.page.items, keys))
        }
    }
}

extension Shown {
    /// Each matter for the duties of it that the page lists.
    fileprivate init(_ items: [InboxItem], _ workflows: [WorkflowKey]) {
        let lines = zip(items, workflows).map { item, workflow in
            Matter(
                id: item.matter, workflow: workflow, held: [Held(assignment: item.number, duty: item.duty)])
        }
        self.init(
            matters: Dictionary(grouping: lines, by: \.id).values.map { lines in
                Matter(id: lines[0].id, workflow: lines[0].workflow, held: lines.flatMap(\.held))
            }.sorted { $0.id < $1.id })
    }
}

private struct InboxQuery: Sendable {
    /// What a cursor belongs to: another day has another order.
    struct Place: Codable, Sendable {
        let tab: Inbox.Tab
        let today: LegalDate?
    }

    let tab: Inbox.Tab
    let principal: Principal
    let order: RiskOrder

    var place: Place { Place(tab: tab, today: tab == .done ? nil : today) }

    private var today: LegalDate { order.bands.today }
    private var unit: String { principal.organisation.id.rawValue }

    /// The condition of a tab on `duty_assignment`.
    private func clause(_ tab: Inbox.Tab) -> Query {
        switch tab {
        case .new: "\(own) and duty_assignment.settled_at is null and duty_assignment.state = 'open'"
        case .working:
            """
            \(own) and duty_assignment.settled_at is null
            and duty_assignment.state in ('acknowledged', 'in_progress')
            """
        case .returned: "\(own) and duty_assignment.settled_at is null and duty_assignment.state = 'returned'"
        case .refused: "\(own) and duty_assignment.settled_at is null and duty_assignment.state = 'refused'"
        case .done: "\(own) and duty_assignment.settled_at is not null"
        case .overdue: "\(own) and \(Overdue.clause(on: today))"
        case .parts:
            """
            duty_assignment.settled_at is null and (duty_assignment.matter_id, duty_assignment.number) in (
                select matter_id, number from duty_part where unit = \(unit) and state = 'open')
            """
        }
    }

    private var own: Query { "duty_assignment.unit = \(unit)" }

    private var visible: Query {
        "duty_assignment join matter on matter.id = duty_assignment.matter_id and \(Visibility.clause(principal))"
    }

    var counts: Query {
        let counts: [Query] = Inbox.Tab.allCases.map { "(select count(*) from \(visible) where \(clause($0)))" }
        return "select \(counts.joined(separator: ", "))"
    }

    func page(_ size: Int, after cursor: Cursor?) -> Query {
        let rank = order.duty
        let isDone = tab == .done
        let key: Query = isDone ? "duty_assignment.settled_at" : "duty_assignment.due_on"
        let ids: Query = isDone ? "0" : rank
        var place: Query = "true"
        if let cursor, cursor.ids.count == 3 {
            let (matter, number) = (cursor.ids[1], cursor.ids[2])
            place =
                isDone
                ? """
                (\(key), duty_assignment.matter_id, duty_assignment.number)
                < (\(cursor.key)::timestamptz, \(matter), \(number))
                """
                : """
                (\(rank), \(key), duty_assignment.matter_id, duty_assignment.number)
                > (\(cursor.ids[0]), \(cursor.key)::date, \(matter), \(number))
                """
        }
        let sorted: Query =
            isDone
            ? "\(key) desc, duty_assignment.matter_id desc, duty_assignment.number desc"
            : "\(rank), \(key), duty_assignment.matter_id, duty_assignment.number"
        return """
            select (select row_to_json(item) from (select
                matter.id as matter, duty_assignment.number, duty_assignment.version, duty, duty_assignment.agency,
                duty_assignment.state, is_mandatory as "isMandatory", scene, \(instantText("since")) as since,
                \(instantText("duty_assignment.opened_at")) as "openedAt",
                \(instantText("settled_at")) as "settledAt",
                json_build_object('date', due_on, 'isProvisional', due_provisional) as due,
                \(Overdue.clause(on: today)) as "isOverdue",
                case when duty_assignment.settled_at is null then \(rank) end as risk, letter_number as "letterNumber", requester,
                debtor_name as "debtorName",
                case when \(FieldVisibility(to: principal, under: []).shows(.caseNumber)) then case_number end as "caseNumber",
                court) as item),
                \(key)::text, array[(\(ids))::bigint, matter.id, duty_assignment.number::bigint],
                json_build_object('id', matter.workflow_id, 'version', matter.workflow_version)
            from \(visible) where \(clause(tab)) and \(place) order by \(sorted) limit \(size + 1)
            """
    }
}
