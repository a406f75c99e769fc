public import MatterCore
internal import Postgres

/// What waits for a judge or an administrator, in all matters of theirs, by legal risk.
public struct Desk: Codable, Sendable {
    /// In the order in which ties are shown.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// A refusal that the judge decides.
        case refusal
        /// An application for an extension that the judge decides.
        case `extension`
        /// A duty that was returned for material, which the requester owes.
        case returned
        /// A result that the requester accepts or sends back.
        case result
        /// A deadline of the own side.
        case deadline
    }

    /// Counted by the same conditions as the items, on the same snapshot.
    public let counts: [String: Int]
    public let page: Page<DeskItem>
}

/// Something to do, at a desk.
public struct DeskItem: Codable, Hashable, Sendable {
    public let kind: Desk.Kind
    public let matter: Int64
    /// Of the duty, or of the deadline.
    public let number: Int
    public let duty: DutyID?
    public let unit: OrganisationID?
    /// Of a deadline; nil: the court set it in this matter.
    public let rule: DeadlineID?
    public let due: DueDate
    public let risk: RankedRisk
    public let since: String
    public let debtorName: String
    public let caseNumber: String?
    public let court: OrganisationID
    public let stage: StageID
}

extension Casework {
    /// - Parameter kind: Only items of this kind.
    public func desk(
        _ kind: Desk.Kind?, page: PageRequest, by principal: Principal
    ) async throws(CaseworkError) -> Desk {
        try page.requireSize()
        guard [.judge, .administrator].contains(principal.role) else {
            throw .refused(
                Refusal(
                    .forbidden, "desk-of-judges-and-administrators", zh: "只有法官和管理人有待办台。",
                    en: "Only judges and administrators have a desk."))
        }
        let today = clock().legalDate
        return try await showing("getDesk", to: principal) { (db: borrowing Session) in
            let bands = LegalRisk.Bands(on: today, try calendars.current(db))
            let query = DeskQuery(
                kind: kind, principal: principal, order: RiskOrder(bands, for: principal, under: definitions.all))
            let cursor = try Cursor(page, of: query.place)
            let answers = try Cursor.guarding(page) {
                try db.query([query.counts, query.page(page.size, after: cursor), Definitions.published])
            }
            try definitions.requireAll(answers[2])
            guard let row = answers[0].first else { throw CaseworkError.failed("a count gave no row") }
            let counts = try Desk.Kind.allCases.map { ($0.rawValue, try row.next(Int.self)) }
            let items = try Page<DeskItem>(answers[1], size: page.size, of: query.place)
            let shown = try answers[1].prefix(page.size).map { try $0.json(Shown.Matter.self, at: 3) }
            let matters = Dictionary(shown.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            return (
                Desk(counts: Dictionary(uniqueKeysWithValues: counts), page: items),
                Shown(matters: matters.values.sorted { $0.id < $1.id })
            )
        }
    }
}

private struct DeskQuery: Sendable {
    /// What a cursor belongs to: another day has another order.
    struct Place: Codable, Sendable {
        let list: String
        let kind: Desk.Kind?
        let today: LegalDate
    }

    let kind: Desk.Kind?
    let principal: Principal
    let order: RiskOrder

    var place: Place { Place(list: "desk", kind: kind, today: order.bands.today) }

    private var isJudge: Bool { principal.role == .judge }

    /// Matters in which the principal acts: of a judge without a judge in charge those of the court.
    private var own: Query {
        "matter.closed_at is null and \(Visibility.clause(principal)) and \(Visibility.log(principal))"
    }

    /// Everything that waits, each with its kind. A letter of the court is the court's to follow up, one of an administrator
    /// that of whoever is in office; a duty without a letter is for both.
    private var waiting: Query {
        let judge: Query = isJudge ? "true" : "false"
        let asked: Query = "(request is null or (requester = matter.court) = \(judge))"
        let parties = isJudge ? ["court"] : ["administrator", "debtor_or_administrator"]
        return """
            select waits.kind, matter.id as matter, duty_assignment.number, duty, unit, null as rule, due_on,
                due_provisional, \(order.duty) as rank, duty_assignment.since as since
            from duty_assignment join matter on matter.id = duty_assignment.matter_id and \(own)
            cross join lateral (values
                (0, \(judge) and duty_assignment.state = 'refused'),
                (1, \(judge) and settled_at is null and duty_assignment.detail #>> '{extension,decision}' = 'pending'),
                (2, duty_assignment.state = 'returned' and \(asked)),
                (3, duty_assignment.state = 'completed' and not duty_assignment.detail ? 'acceptedAt' and \(asked))
            ) as waits (kind, holds)
            where waits.holds
            union all
            select 4, matter.id, deadline.number, null, null, rule, due_on, due_provisional, \(order.deadline),
                deadline.opened_at
            from deadline join matter on matter.id = deadline.matter_id and \(own)
            where settled_at is null and deadline.state <> 'suspended' and nature in ('obligation', 'right')
            and party = any(\(parties))
            """
    }

    var counts: Query {
        let counts: [Query] = Desk.Kind.allCases.indices.map { "count(*) filter (where kind = \($0))" }
        return "select \(counts.joined(separator: ", ")) from (\(waiting)) as item"
    }

    func page(_ size: Int, after cursor: Cursor?) -> Query {
        var place: Query = "true"
        if let cursor, cursor.ids.count == 4 {
            place = """
                (item.rank, item.due_on, item.matter, item.number, item.kind)
                > (\(cursor.ids[0]), \(cursor.key)::date, \(cursor.ids[1]), \(cursor.ids[2]), \(cursor.ids[3]))
                """
        }
        let wanted: Query = kind.flatMap { Desk.Kind.allCases.firstIndex(of: $0) }.map { "item.kind = \($0)" } ?? "true"
        let kinds = Desk.Kind.allCases.map(\.rawValue)
        return """
            select json_build_object(
                    'kind', (\(kinds)::text[])[item.kind + 1], 'matter', item.matter, 'number', item.number,
                    'duty', item.duty, 'unit', item.unit, 'rule', item.rule,
                    'due', json_build_object('date', item.due_on, 'isProvisional', item.due_provisional),
                    'risk', item.rank, 'since', \(instantText("item.since")), 'debtorName', matter.debtor_name,
                    'caseNumber', matter.case_number, 'court', matter.court, 'stage', matter.stage),
                item.due_on::text, array[item.rank::bigint, item.matter, item.number::bigint, item.kind::bigint],
                \(Shown.json(for: principal))
            from (\(waiting)) as item join matter on matter.id = item.matter
            where \(wanted) and \(place)
            order by item.rank, item.due_on, item.matter, item.number, item.kind limit \(size + 1)
            """
    }
}
