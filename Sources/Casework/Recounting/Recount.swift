internal import MatterCore
internal import Postgres

/// What counting everything again by a calendar would change. Found by the facts alone, so done again after everything
/// was changed it finds nothing.
///
/// Ends that are counted alike are counted once. Those that are counted in several steps, or from another end that
/// moves, are counted by the core, matter by matter; they are few.
struct Recount: Sendable {
    let calendar: WorkCalendar
    /// Ways of counting that were looked at.
    let countings: Int
    private let changes: [Dated: [EndChange]]
    private let stepped: [Dated]

    /// No end that is counted in one step changes.
    var isIdle: Bool { changes.values.allSatisfy(\.isEmpty) }

    init(_ calendar: WorkCalendar, _ db: borrowing Session) throws {
        self.calendar = calendar
        let common = calendar.with(calendar.outages.filter { $0.court == nil })
        let courts = Set(calendar.outages.compactMap(\.court)).sorted().map { (id: $0, calendar: calendar.serving($0)) }
        var changes: [Dated: [EndChange]] = [:]
        var stepped: [Dated] = []
        var countings = 0
        for dated in Dated.allCases {
            let ways = try CountedAlike.all(dated, db)
            countings += ways.count
            changes[dated] = ways.flatMap { EndChange.changes($0, common, courts) }
            if ways.contains(where: { $0.counting == .steps }) { stepped.append(dated) }
        }
        self.changes = changes
        self.stepped = stepped
        self.countings = countings
    }

    /// Numbers of matters with an end that changes, a limited number of ends at a time: each is looked up in an index.
    func matters(_ claim: Claim) throws -> [Query] {
        try Dated.allCases.compactMap { dated in
            guard let changes = changes[dated], !changes.isEmpty else { return nil }
            return """
                (select row.matter_id from \(try EndChange.rows(changes, dated))
                where \(claim.isOpen(to: "row.matter_id")) limit \(Self.largestSearch))
                """
        }
    }

    /// So many ends belong to more matters than a unit of work takes.
    private static let largestSearch = 5_000

    /// Selects the moves of ends counted in one step: the columns of `CalendarMove`.
    func moves(where condition: Query = "true") throws -> [Query] {
        try Dated.allCases.compactMap { dated in
            guard let changes = changes[dated], !changes.isEmpty else { return nil }
            return """
                select row.matter_id, \(dated.rawValue)::text as kind, row.number, \(dated.subject) as subject,
                    row.due_on, row.due_provisional, change.new_due_on, change.new_due_provisional
                from \(try EndChange.rows(changes, dated)) where \(condition)
                """
        }
    }

    /// Matters with ends that only the core can count, in the order of their ids.
    func stepped(after matter: Int64, limit: Int, where condition: Query = "true") -> Query? {
        guard !stepped.isEmpty else { return nil }
        let rows: [Query] = stepped.map { dated in
            """
            select row.matter_id from \(raw: dated.table) as row join matter on matter.id = row.matter_id
            where row.counting = 'steps' and row.matter_id > \(matter) and \(condition)
            """
        }
        return
            "select distinct matter_id from (\(rows.joined(separator: " union all "))) as stepped order by 1 limit \(limit)"
    }
}
