public import MatterCore
internal import Postgres

/// Open matters that have been pending for more than two or three years, the oldest first.
public struct LongPending: Codable, Sendable {
    public struct Item: Codable, Sendable {
        public let matter: MatterSummary
        public let age: PendingAge
        /// Nil: the definition knows no move from here.
        public let blocking: BlockingReason?
    }

    /// Matters of each band, counted on the same snapshot.
    public let counts: [String: Int]
    public let items: [Item]
    public let next: String?
    /// Where the bands come from.
    public let basis: LegalBasis
}

extension Casework {
    /// - Parameter years: Pending for more than so many years: 2 or 3.
    public func longPending(
        _ filter: MatterFilter, years: Int, page: PageRequest, by principal: Principal
    ) async throws(CaseworkError) -> LongPending {
        try page.requireSize()
        guard principal.role != .agency else { throw .refused(WholeMatter.refusal) }
        let now = clock()
        let query = LongPendingQuery(filter: filter, years: years, today: now.legalDate, principal: principal)
        return try await showing("listLongPending", to: principal) { (db: borrowing Session) in
            let fields = FieldVisibility(to: principal, under: definitions.all)
            let cursor = try Cursor(page, of: query.place)
            let answers = try Cursor.guarding(page) {
                try db.query([
                    query.counts(fields), query.page(page.size, after: cursor, fields), Definitions.published,
                ])
            }
            try definitions.requireAll(answers[2])
            guard let row = answers[0].first else { throw CaseworkError.failed("a count gave no row") }
            let counts = try PendingAge.Band.allCases.map { ($0.rawValue, try row.next(Int.self)) }
            let summaries = try Page<MatterSummary>(answers[1], size: page.size, of: query.place)
            let shown = try answers[1].prefix(page.size).map { try $0.json(Shown.Matter.self, at: 3) }
            let found = try moves(of: summaries.items.map(\.id), to: principal, at: now, db)
            let items = summaries.items.compactMap { summary in
                found[summary.id].map { LongPending.Item(matter: summary, age: $0.age, blocking: $0.blocking) }
            }
            return (
                LongPending(
                    counts: Dictionary(uniqueKeysWithValues: counts), items: items, next: summaries.next,
                    basis: PendingAge.provenance),
                Shown(matters: shown)
            )
        }
    }

    /// What keeps each of the matters where it is: one statement a table for all of them.
    private func moves(
        of matters: [Int64], to principal: Principal, at now: Instant, _ db: borrowing Session
    ) throws -> [Int64: (age: PendingAge, blocking: BlockingReason?)] {
        guard !matters.isEmpty else { return [:] }
        let extent = Extent(assignments: .unsettled, instruments: .all)
        let store = MatterStore(Dictionary(uniqueKeysWithValues: matters.map { ($0, extent) }))
        var surroundings = Surroundings(matters.map { .init(matter: $0, principal: principal, needs: Needs()) })
        var answers = try db.query([Calendars.mark] + store.queries(locking: false) + surroundings.queries)[...]
        let calendar = try calendars.calendar(at: answers.take(), db)
        let states = try store.states(&answers)
        try surroundings.read(&answers)
        var found: [Int64: (age: PendingAge, blocking: BlockingReason?)] = [:]
        for (id, state) in states {
            let workflow = try definitions.workflow(state.workflow)
            let context = surroundings.context(
                for: principal, matter: id, workflow: workflow, calendar: calendar, now: now)
            found[id] = (
                PendingAge(of: state, on: now.legalDate), BlockingReason(NextMoves.from(state, context), workflow)
            )
        }
        return found
    }
}

private struct LongPendingQuery: Sendable {
    /// What a cursor belongs to.
    struct Place: Codable, Sendable {
        let filter: MatterFilter
        let years: Int
        let today: LegalDate
    }

    let filter: MatterFilter
    let years: Int
    let today: LegalDate
    let principal: Principal

    var place: Place { Place(filter: filter, years: years, today: today) }

    /// The twin of `PendingAge.since`.
    private var since: Query {
        "coalesce(matter.accepted_on, (matter.opened_at at time zone 'Asia/Shanghai')::date)"
    }

    private func isOver(_ years: Int) -> Query {
        "(\(since) + make_interval(years => \(years)::integer))::date < \(today.description)::date"
    }

    private func visible(_ fields: FieldVisibility) -> Query {
        """
        matter.closed_at is null and \(Visibility.clause(principal))
        and \(filter.clause(today: today, for: principal, fields))
        """
    }

    func counts(_ fields: FieldVisibility) -> Query {
        """
        select count(*) filter (where not \(isOver(3))), count(*) filter (where \(isOver(3)))
        from matter where \(visible(fields)) and \(isOver(2))
        """
    }

    func page(_ size: Int, after cursor: Cursor?, _ fields: FieldVisibility) -> Query {
        var place: Query = "true"
        if let cursor, let id = cursor.ids.first { place = "(\(since), matter.id) > (\(cursor.key)::date, \(id))" }
        return """
            select (select row_to_json(summary) from (\(MatterSummary.json(today: today, for: principal, fields))) as summary),
                matter.key::text, array[matter.id], \(Shown.json(for: principal))
            from (
                select matter.*, \(since) as key from matter
                where \(visible(fields)) and \(isOver(years)) and \(place)
                order by \(since), matter.id limit \(size + 1)) as matter
            order by matter.key, matter.id
            """
    }
}
