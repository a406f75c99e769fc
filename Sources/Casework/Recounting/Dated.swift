internal import MatterCore
internal import Postgres

/// The tables with ends that are counted.
enum Dated: String, Codable, CaseIterable, Sendable {
    case duty, deadline

    var table: String {
        switch self {
        case .duty: "duty_assignment"
        case .deadline: "deadline"
        }
    }

    /// The code that people know it by.
    var subject: Query {
        switch self {
        case .duty: "row.duty"
        case .deadline: "coalesce(row.rule, row.detail ->> 'name')"
        }
    }

    /// When a matter is closed only terms run on.
    var runs: Query {
        switch self {
        case .duty: "true"
        case .deadline: "(matter.closed_at is null or row.nature = 'term')"
        }
    }
}

/// Ends that are counted alike and stand alike, however many they are.
struct CountedAlike: Hashable, Sendable {
    let counting: Counting
    let due: DueDate

    /// Each way once. Walks from one to the next in the index, so it costs what ways there are and not what rows.
    static func all(_ dated: Dated, _ db: borrowing Session) throws -> [CountedAlike] {
        func next(_ place: Query) -> Query {
            """
            select counting, due_on, due_provisional from \(raw: dated.table) as row
            where counting is not null \(place) order by counting, due_on, due_provisional limit 1
            """
        }
        let after = next(
            "and (counting, due_on, due_provisional) > (way.counting, way.due_on, way.due_provisional)")
        let rows = try db.query(
            """
            with recursive way as (
                (\(next("")))
                union all
                select following.* from way cross join lateral (\(after)) as following)
            select counting, due_on::text, due_provisional from way
            """)
        return try rows.map { row in
            let text = try row.next(String.self)
            guard let counting = Counting(text), let day = LegalDate(try row.next(String.self)) else {
                throw CaseworkError.failed("'\(text)' is no way of counting")
            }
            return CountedAlike(counting: counting, due: DueDate(date: day, isProvisional: try row.next()))
        }
    }
}
