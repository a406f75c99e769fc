public import MatterCore
internal import Postgres

/// A change of the calendar, and whether all dates are counted by it.
public struct RecomputationView: Codable, Hashable, Sendable {
    public let number: Int64
    /// The notices (`2027.v1`) and outages (`outage 3`) that were new.
    public let sources: [String]
    public let begunAt: String
    /// Nil: dates may still be counted.
    public let finishedAt: String?
    /// Ends that moved or became final, over all matters; known when it is finished.
    public let moved: Int64?
}

/// An end that moved, as the record has it.
public struct RecordedMove: Codable, Hashable, Sendable {
    public let matter: Int64
    public let debtorName: String
    /// Number of the event.
    public let event: Int
    public let at: String
    public let kind: CalendarMove.Kind
    /// Of the assignment or the deadline.
    public let number: Int
    /// The notice or outage that did it.
    public let source: String
    public let before: DueDate
    public let after: DueDate
}

extension Casework {
    public func recomputations() async throws(CaseworkError) -> [RecomputationView] {
        try await reading(as: .directory) { (db: borrowing Session) in
            try RecomputationRow.all(db).map { row in
                RecomputationView(
                    number: row.number, sources: row.sources, begunAt: row.begunAt.instant.description,
                    finishedAt: row.finishedAt?.instant.description, moved: row.finishedAt == nil ? nil : row.moved)
            }
        }
    }

    /// What a change of the calendar moved, as far as the principal reads it.
    public func moves(
        of recomputation: Int64, page: PageRequest, by principal: Principal
    ) async throws(CaseworkError) -> Page<RecordedMove> {
        try page.requireSize()
        return try await showing("listRecomputationMoves", to: principal) { (db: borrowing Session) in
            let cursor = try Cursor(page, of: recomputation)
            let found = try db.query(RecomputationRow.select("where number = \(recomputation)"))
            guard let row = try found.first?.json(RecomputationRow.self) else {
                throw Refusal(
                    .notFound, "recomputation-not-found", zh: "没有该次重算。", en: "There is no such recomputation.")
            }
            var place: Query = "true"
            if let cursor, cursor.ids.count == 2 {
                place = "(matter_event.matter_id, matter_event.number) > (\(cursor.ids[0]), \(cursor.ids[1]))"
            }
            let columns = EventRow.columns.map { "matter_event.\($0)" }.joined(separator: ", ")
            let rows = try Cursor.guarding(page) {
                try db.query(
                    """
                    select (select row_to_json(event) from (select \(raw: columns)) as event),
                        matter_event.calendar, matter.debtor_name,
                        \(Shown.json(for: principal))
                    from matter_event join matter on matter.id = matter_event.matter_id
                    where matter_event.calendar = any(\(row.sources))
                    and \(Visibility.clause(principal)) and \(Visibility.events(principal)) and \(place)
                    order by matter_event.matter_id, matter_event.number limit \(page.size + 1)
                    """)
            }
            var matters: [Int64: Shown.Matter] = [:]
            let items = try rows.prefix(page.size).map { row in
                let event = try row.json(EventRow.self)
                let move = try RecordedMove(event, source: row.next(), debtorName: row.next())
                matters[event.matter] = try row.json()
                return move
            }
            let next =
                rows.count > page.size
                ? items.last.map {
                    Cursor(key: "", ids: [$0.matter, Int64($0.event)], of: recomputation).text
                } : nil
            return (Page(items: items, next: next), Shown(matters: matters.values.sorted { $0.id < $1.id }))
        }
    }
}

extension RecordedMove {
    fileprivate init(_ row: EventRow, source: String, debtorName: String) throws {
        let (kind, number, before, after): (CalendarMove.Kind, Int, DueDate, DueDate)
        switch row.body {
        case .dutyDueMoved(let moved):
            (kind, number, before, after) = (.duty, moved.assignment, moved.before, moved.after.short)
        case .deadlineMoved(let moved):
            (kind, number, before, after) = (.deadline, moved.deadline, moved.before, moved.after)
        default: throw CaseworkError.failed("an event of another kind")
        }
        self.init(
            matter: row.matter, debtorName: debtorName, event: row.number, at: row.at.instant.description, kind: kind,
            number: number, source: source, before: before, after: after)
    }
}
