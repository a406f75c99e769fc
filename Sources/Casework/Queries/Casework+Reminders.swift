public import MatterCore
internal import Postgres

/// What was sent to the own organisation, by tab.
public struct ReminderInbox: Codable, Sendable {
    public enum Tab: String, Codable, CaseIterable, Sendable {
        /// Without an answer, the oldest first.
        case waiting
        /// Answered or over, the latest first.
        case ended
    }

    /// Counted by the same conditions as the tabs, on the same snapshot.
    public let counts: [String: Int]
    public let page: Page<ReminderItem>
}

/// A reminder in the list of its recipient.
public struct ReminderItem: Codable, Hashable, Sendable {
    public let matter: Int64
    public let debtorName: String
    public let assignment: Int
    /// For the answer.
    public let assignmentVersion: Int
    public let duty: DutyID
    public let number: Int
    public let rung: RungID
    public let kind: ReminderRung.Kind
    public let recipient: ReminderRung.Recipient
    public let dueOn: LegalDate
    public let sentAt: String
    public let endedAt: String?
    public let note: String?
}

extension Casework {
    /// The reminders about the duties of a matter, in the order in which they were sent: for an agency those about the
    /// duties that it owes, and those sent to it.
    public func reminders(of matter: Int64, by principal: Principal) async throws(CaseworkError) -> [ReminderView] {
        try await showing("listReminders", to: principal, of: matter) { (db: borrowing Session) in
            let visible = try VisibleMatter(matter, Extent(assignments: .all), to: principal, definitions, db)
            let views = visible.state.assignments.values.flatMap { assignment in
                assignment.reminders.map { ReminderView($0, of: assignment, in: matter, visible.workflow) }
            }.sorted { ($0.sentAt, $0.assignment, $0.number) < ($1.sentAt, $1.assignment, $1.number) }
            let named = Set(views.map(\.assignment))
            return (views, Shown(visible.shown.only { named.contains($0.assignment) }))
        }
    }

    /// One tab of the reminders that were sent to those for whom the principal acts.
    public func reminders(
        _ tab: ReminderInbox.Tab, page: PageRequest, by principal: Principal
    ) async throws(CaseworkError) -> ReminderInbox {
        try page.requireSize()
        guard principal.isEverReminded else {
            throw .refused(
                Refusal(
                    .forbidden, "reminders-of-recipients", zh: "只有承办单位、府院联动办公室和法官会收到催办。",
                    en: "Only agencies, coordination offices and judges are reminded."))
        }
        let query = ReminderQuery(tab: tab, principal: principal)
        return try await showing("listOwnReminders", to: principal) { (db: borrowing Session) in
            let cursor = try Cursor(page, of: query.name)
            let answers = try Cursor.guarding(page) {
                try db.query([query.counts, query.page(page.size, after: cursor)])
            }
            guard let row = answers[0].first else { throw CaseworkError.failed("a count gave no row") }
            let counts = try ReminderInbox.Tab.allCases.map { ($0.rawValue, try row.next(Int.self)) }
            let inbox = ReminderInbox(
                counts: Dictionary(uniqueKeysWithValues: counts),
                page: try Page(answers[1], size: page.size, of: query.name))
            let keys = try answers[1].prefix(page.size).map { try $0.json(WorkflowKey.self, at: 3) }
            return (inbox, Shown(inbox.page.items, keys, to: principal))
        }
    }
}

extension Shown {
    /// Each matter for the duties that the page is about.
    fileprivate init(_ items: [ReminderItem], _ workflows: [WorkflowKey], to principal: Principal) {
        let lines = zip(items, workflows).map { item, workflow in
            Matter(
                id: item.matter, workflow: workflow,
                held: principal.role == .agency ? [Held(assignment: item.assignment, duty: item.duty)] : [])
        }
        self.init(
            matters: Dictionary(grouping: lines, by: \.id).values.map { lines in
                Matter(id: lines[0].id, workflow: lines[0].workflow, held: Set(lines.flatMap(\.held)).sorted())
            }.sorted { $0.id < $1.id })
    }
}

extension Shown.Held: Comparable {
    static func < (one: Self, other: Self) -> Bool { one.assignment < other.assignment }
}

private struct ReminderQuery: Sendable {
    let tab: ReminderInbox.Tab
    let principal: Principal

    /// Of the list, for its cursors.
    var name: String { "reminders.\(tab.rawValue)" }

    private func clause(_ tab: ReminderInbox.Tab) -> Query {
        switch tab {
        case .waiting: "reminder.ended_at is null"
        case .ended: "reminder.ended_at is not null"
        }
    }

    private var own: Query {
        let recipients = ReminderRung.Recipient.allCases.filter { $0.role == principal.role }.map(\.rawValue)
        return """
            reminder join matter on matter.id = reminder.matter_id and \(Visibility.clause(principal))
            join duty_assignment as duty on duty.matter_id = reminder.matter_id and duty.number = reminder.number
            where reminder.organisation = \(principal.organisation.id.rawValue)
                and reminder.recipient = any(\(recipients))
            """
    }

    var counts: Query {
        let counts: [Query] = ReminderInbox.Tab.allCases.map { "(select count(*) from \(own) and \(clause($0)))" }
        return "select \(counts.joined(separator: ", "))"
    }

    func page(_ size: Int, after cursor: Cursor?) -> Query {
        let isEnded = tab == .ended
        let direction: Query = isEnded ? "desc" : "asc"
        var place: Query = "true"
        if let cursor, cursor.ids.count == 3 {
            let beyond: Query = isEnded ? "<" : ">"
            place = """
                (reminder.sent_at, reminder.matter_id, reminder.number, reminder.reminder)
                \(beyond) (\(cursor.key)::timestamptz, \(cursor.ids[0]), \(cursor.ids[1]), \(cursor.ids[2]))
                """
        }
        return """
            select (select row_to_json(item) from (select
                matter.id as matter, matter.debtor_name as "debtorName", reminder.number as assignment,
                duty.version as "assignmentVersion", duty.duty, reminder.reminder as number, reminder.rung,
                reminder.kind, reminder.recipient, reminder.due_on as "dueOn",
                \(instantText("reminder.sent_at")) as "sentAt", \(instantText("reminder.ended_at")) as "endedAt",
                reminder.answer ->> 'note' as note) as item),
                reminder.sent_at::text,
                array[reminder.matter_id, reminder.number::bigint, reminder.reminder::bigint],
                json_build_object('id', matter.workflow_id, 'version', matter.workflow_version)
            from \(own) and \(clause(tab)) and \(place)
            order by reminder.sent_at \(direction), reminder.matter_id \(direction), reminder.number \(direction),
                reminder.reminder \(direction) limit \(size + 1)
            """
    }
}
