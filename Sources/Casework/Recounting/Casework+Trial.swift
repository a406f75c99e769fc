public import MatterCore
internal import Postgres
internal import WorkflowFiles

extension Casework {
    /// A notice as JSON, checked as strictly as a file of the folder is.
    public static func notice(_ json: [UInt8]) throws(CaseworkError) -> HolidayNotice {
        let found = CalendarFile.read(text: String(decoding: json, as: UTF8.self))
        if let notice = found.notice { return notice }
        let first = found.findings.first
        let path = first?.path.replacing("[", with: ".").replacing("]", with: "").split(separator: ".") ?? []
        throw .refused(
            Refusal(
                .invalid, "notice-\(first?.code ?? "wrong")", zh: "放假安排有误：\(first?.message ?? "")",
                en: first?.message ?? "This is no notice.", pointer: path.map { "/\($0)" }.joined()))
    }

    /// What the notice would move in the matters that the principal reads, in the order of the matters; for the operator
    /// how many ends in all. Nothing is changed.
    public func trial(
        of notice: HolidayNotice, page: PageRequest, by principal: Principal
    ) async throws(CaseworkError) -> CalendarTrial {
        try page.requireSize()
        guard principal.role != .agency, principal.role.isHeld(in: principal.organisation.kind) else {
            throw .refused(
                Refusal(
                    .forbidden, "role-may-not", zh: "协作单位不能试算放假安排。",
                    en: "An agency does not try notices."))
        }
        let now = clock()
        let definitions = definitions
        guard principal.role != .operator else {
            return CalendarTrial(notice: notice.key, counts: try await counts(of: notice), items: [], next: nil)
        }
        let recount = try await reading(as: .service) { (db: borrowing Session) in
            try Recount(try Self.trialCalendar(notice, db), db)
        }
        return try await showing("tryCalendar", to: principal) { (db: borrowing Session) in
            let cursor = try Cursor(page, of: notice)
            let visible = Visibility.clause(principal)
            let place: (Int64, String, Int) =
                cursor.map { ($0.ids.first ?? 0, $0.key, Int($0.ids.last ?? 0)) } ?? (0, "", 0)
            let simple = try recount.moves(where: visible)
            var items: [CalendarMove] = []
            if !simple.isEmpty {
                let rows = try db.query(
                    """
                    select matter_id, kind, number, subject, due_on::text, due_provisional, new_due_on::text,
                        new_due_provisional
                    from (\(simple.joined(separator: " union all "))) as move
                    where (matter_id, kind, number) > (\(place.0), \(place.1), \(place.2))
                    order by matter_id, kind, number limit \(page.size + 1)
                    """)
                items = try rows.map { try CalendarMove($0) }
            }
            var stepped: [CalendarMove] = []
            // Of the matter where the page before ended there may be more.
            try SteppedMoves(recount: recount, definitions: definitions, now: now)
                .each(after: place.0 - 1, where: visible, db) { found in
                    stepped += found.filter { $0.place > place }
                    return stepped.count <= page.size
                }
            items = (items + stepped).sorted { $0.place < $1.place }
            let shown = Array(items.prefix(page.size))
            let next =
                items.count > page.size
                ? shown.last.map { last in
                    Cursor(key: last.kind.rawValue, ids: [last.matter, Int64(last.number)], of: notice).text
                } : nil
            return (
                CalendarTrial(notice: notice.key, counts: nil, items: shown, next: next),
                Shown(named: shown.map(\.matter))
            )
        }
    }

    /// How many ends the notice would change, over all matters.
    func counts(of notice: HolidayNotice) async throws(CaseworkError) -> CalendarTrial.Counts {
        try await everyMove(of: notice) { _ in }
    }

    /// Hands every end that the notice would change to `body`, some at a time and in no order, and counts them.
    @discardableResult
    public func everyMove(
        of notice: HolidayNotice, _ body: @Sendable ([CalendarMove]) throws -> Void
    ) async throws(CaseworkError) -> CalendarTrial.Counts {
        let now = clock()
        let definitions = definitions
        return try await reading(as: .service) { (db: borrowing Session) in
            let recount = try Recount(try Self.trialCalendar(notice, db), db)
            var counts = CalendarTrial.Counts()
            var matters: Set<Int64> = []
            func add(_ moves: [CalendarMove]) throws {
                for move in moves {
                    matters.insert(move.matter)
                    counts.add(move)
                }
                try body(moves)
            }
            for query in try recount.moves() {
                _ = try db.query(
                    """
                    declare move no scroll cursor for select matter_id, kind, number, subject, due_on::text,
                        due_provisional, new_due_on::text, new_due_provisional from (\(query)) as move
                    """)
                while true {
                    let moves = try db.query("fetch 5000 from move").map { try CalendarMove($0) }
                    try add(moves)
                    if moves.count < 5000 { break }
                }
                _ = try db.query("close move")
            }
            try SteppedMoves(recount: recount, definitions: definitions, now: now).each(db) { found in
                try add(found)
                return true
            }
            counts.matters = matters.count
            return counts
        }
    }

    /// The calendar with the notice, or why it cannot be loaded.
    private static func trialCalendar(_ notice: HolidayNotice, _ db: borrowing Session) throws -> WorkCalendar {
        let state = try CalendarState(db)
        var set = CalendarSet(state.notices.map(\.notice))
        if let obstacle = set.add(notice) {
            throw Refusal(.conflict, obstacle.code, zh: obstacle.message.zh, en: obstacle.message.en)
        }
        return state.calendar(adding: [notice])
    }
}

extension CalendarTrial.Counts {
    fileprivate mutating func add(_ move: CalendarMove) {
        switch move.kind {
        case .duty: duties += 1
        case .deadline: deadlines += 1
        }
        if move.before.date != move.after.date { moved += 1 }
        if move.before.isProvisional, !move.after.isProvisional { final += 1 }
    }
}
