internal import MatterCore
internal import Postgres

/// The rows that a batch of the sequencer adds to table `feed_item`, and those that it takes out.
struct FeedIndex {
    /// An event with its place in the ledger.
    struct Entry {
        let position: Int
        let matter: Int64
        let number: Int
        let delivery: FeedDelivery
    }

    private struct Row {
        let reader: String
        let entry: Entry
    }

    private let items: [Row]
    private let restarts: [Row]

    init(_ entries: [Entry], courtsAbove: [OrganisationID: [OrganisationID]]) {
        func rows(_ readers: (FeedDelivery, [OrganisationID]) -> Set<FeedReader>) -> [Row] {
            entries.flatMap { entry in
                readers(entry.delivery, courtsAbove[entry.delivery.court] ?? [])
                    .map { Row(reader: $0.text, entry: entry) }
            }
        }
        // In the order of the index.
        items = rows { $0.receivers(courtsAbove: $1) }
            .sorted { ($0.reader, $0.entry.position) < ($1.reader, $1.entry.position) }
        restarts = rows { $0.restarts(courtsAbove: $1) }
    }

    /// Whose feeds grow.
    var readers: Set<String> { Set(items.map(\.reader)) }

    /// The courts above each of the courts.
    static func courtsAbove(_ courts: Set<OrganisationID>, _ db: borrowing Session) throws
        -> [OrganisationID: [OrganisationID]]
    {
        guard !courts.isEmpty else { return [:] }
        let rows = try db.query(
            """
            with recursive higher (court, id) as (
                select id, parent from organisation
                where id = any(\(courts.map(\.rawValue).sorted())) and parent is not null
                union
                select higher.court, organisation.parent from higher
                join organisation on organisation.id = higher.id and organisation.parent is not null)
            select court, id from higher
            """)
        var above: [OrganisationID: [OrganisationID]] = [:]
        for row in rows {
            above[OrganisationID(try row.next(String.self)), default: []].append(
                OrganisationID(try row.next(String.self)))
        }
        return above
    }

    /// To be run after the places are in `ledger_leaf`: what a restart takes out is found by way of them.
    var statements: [Query] {
        var statements: [Query] = []
        if !items.isEmpty {
            statements.append(
                """
                insert into feed_item (reader, position, matter_id, number)
                select * from unnest(\(items.map(\.reader))::text[], \(items.map(\.entry.position))::bigint[],
                    \(items.map(\.entry.matter))::bigint[], \(items.map(\.entry.number))::integer[])
                """)
        }
        if !restarts.isEmpty {
            statements.append(
                """
                delete from feed_item using ledger_leaf as leaf, unnest(\(restarts.map(\.reader))::text[],
                    \(restarts.map(\.entry.matter))::bigint[], \(restarts.map(\.entry.position))::bigint[])
                    as anew (reader, matter_id, position)
                where leaf.matter_id = anew.matter_id and leaf.position < anew.position
                and feed_item.reader = anew.reader and feed_item.position = leaf.position
                and not exists (select from involvement as held
                    where held.matter_id = anew.matter_id and 'unit:' || held.unit = anew.reader)
                """)
        }
        return statements
    }
}
