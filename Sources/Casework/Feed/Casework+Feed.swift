internal import Ledger
public import MatterCore
internal import Postgres

extension Casework {
    /// The feed of the principal's organisation after an item, oldest first: everything that happened in the matters that
    /// the principal may read, as far as the principal is shown it, since the organisation came to the matter.
    ///
    /// - Parameter number: Number of the last item that the reader holds; nil: from the beginning.
    public func feed(
        after number: Int?, limit: Int = FeedPage.defaultSize, by principal: Principal
    ) async throws(CaseworkError) -> FeedPage {
        guard (1...FeedPage.largestSize).contains(limit) else {
            throw .refused(
                Refusal(
                    .invalid, "page-size", zh: "每页 1 至 \(FeedPage.largestSize) 条。",
                    en: "A page has 1 to \(FeedPage.largestSize) items.", pointer: "?limit"))
        }
        guard let reader = FeedReader(principal) else {
            return FeedPage(items: [], through: number, hasMore: false)
        }
        return try await showing("readFeed", to: principal) { (db: borrowing Session) in
            let query = FeedQuery(reader: reader, principal: principal)
            let answers = try db.query([
                "select coalesce(max(size), 0) from ledger_checkpoint", query.last(upTo: number ?? -1),
                query.items(after: number ?? -1, limit: limit + 1),
            ])
            let size = try answers[0].first?.next(Int.self) ?? 0
            if let number, number >= size { throw Self.unknownNumber(number, size) }
            var previous = try answers[1].first?.next(Int.self)
            var matters: [Int64: Shown.Matter] = [:]
            let items = try answers[2].prefix(limit).map { row in
                let item = try FeedItem(row, previous: previous)
                previous = item.number
                matters[item.matter] = try row.json()
                return item
            }
            let page = FeedPage(
                items: items, through: items.last?.number ?? number, hasMore: answers[2].count > limit)
            return (page, Shown(matters: matters.values.sorted { $0.id < $1.id }))
        }
    }

    private static func unknownNumber(_ number: Int, _ size: Int) -> Refusal {
        Refusal(
            .invalid, "feed-number-unknown", zh: "账本只有 \(size) 条，没有第 \(number) 号。",
            en: "The ledger has \(size) entries; none has the number \(number) yet.",
            remedy: LocalText(
                zh: "若此号码来自本服务，则账本已退回到较早的状态：请核对保存的检查点与回执。",
                en: "If this server gave the number, its ledger was set back: compare your checkpoints and receipts."),
            pointer: "?after")
    }
}

private struct FeedQuery: Sendable {
    let reader: FeedReader
    let principal: Principal

    private var shown: Query {
        """
        feed_item join matter on matter.id = feed_item.matter_id
        join matter_event on matter_event.matter_id = feed_item.matter_id
            and matter_event.number = feed_item.number
        where feed_item.reader = \(reader.text) and \(Visibility.clause(principal)) and \(Visibility.events(principal))
        """
    }

    func items(after position: Int, limit: Int) -> Query {
        let columns = EventRow.columns.map { "matter_event.\($0)" }.joined(separator: ", ")
        return """
            select feed_item.position, matter.id, matter.debtor_name,
                case when \(FieldVisibility(to: principal, under: []).shows(.caseNumber)) then matter.case_number end,
                (select row_to_json(event) from (select \(raw: columns)) as event), \(Shown.json(for: principal))
            from \(shown) and feed_item.position > \(position) order by feed_item.position limit \(limit)
            """
    }

    /// The item at the position, or the one before it.
    func last(upTo position: Int) -> Query {
        """
        select feed_item.position from \(shown) and feed_item.position <= \(position)
        order by feed_item.position desc limit 1
        """
    }
}

extension FeedItem {
    fileprivate init(_ row: Row, previous: Int?) throws {
        let number = try row.next(Int.self)
        let matter = try row.next(Int64.self)
        let (debtorName, caseNumber) = (try row.next(String.self), try row.next(String?.self))
        let event = try row.json(EventRow.self)
        self.init(
            number: number, previous: previous, matter: matter, debtorName: debtorName, caseNumber: caseNumber,
            event: try EventView(event.event, hash: event.hash.hex))
    }
}
