internal import FoundationEssentials
internal import Ledger
internal import MatterCore
internal import Postgres

/// One page of a list.
public struct Page<Item: Codable & Sendable>: Codable, Sendable {
    public let items: [Item]
    /// Asks for the page after this one; nil at the end.
    public let next: String?
}

/// Which page. A cursor belongs to the list, filters and order that it came from.
public struct PageRequest: Hashable, Sendable {
    public static let defaultSize = 50
    public static let largestSize = 200

    public let size: Int
    public let cursor: String?

    public init(size: Int = defaultSize, cursor: String? = nil) {
        self.size = size
        self.cursor = cursor
    }

    func requireSize() throws(CaseworkError) {
        guard (1...Self.largestSize).contains(size) else {
            throw .refused(
                Refusal(
                    .invalid, "page-size", zh: "每页 1 至 \(Self.largestSize) 条。",
                    en: "A page has 1 to \(Self.largestSize) items."))
        }
    }
}

/// Where a page ended: the sort key and the ids of its last row.
struct Cursor: Codable {
    private let list: String
    let key: String
    let ids: [Int64]

    /// The position that the request asks to go on from; nil for the first page.
    init?(_ request: PageRequest, of list: some Encodable) throws {
        guard let text = request.cursor else { return nil }
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        guard let data = Data(base64Encoded: standard), let cursor = try? JSONDecoder().decode(Cursor.self, from: data),
            cursor.list == Self.fingerprint(list)
        else { throw Self.broken }
        self = cursor
    }

    private static var broken: Refusal {
        Refusal(
            .invalid, "bad-cursor", zh: "分页游标无效，或与筛选条件不符。",
            en: "The cursor is broken, or belongs to other filters or another order.",
            remedy: LocalText(zh: "请从第一页开始。", en: "Begin with the first page."))
    }

    /// Runs the statement of a page. A cursor that names a list of ours, but holds what PostgreSQL cannot read as its sort
    /// key, was tampered with.
    static func guarding<T>(_ request: PageRequest, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as PostgresError
            where request.cursor != nil && (error.code == .encoding || error.sqlState?.hasPrefix("22") == true)
        {
            throw broken
        }
    }

    init(key: String, ids: [Int64], of list: some Encodable) {
        self.list = Self.fingerprint(list)
        self.key = key
        self.ids = ids
    }

    var text: String {
        let data = (try? JSONEncoder().encode(self)) ?? Data()
        return data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    }

    private static func fingerprint(_ list: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = (try? encoder.encode(list)) ?? Data()
        return String(SM3.digest(text).prefix(16))
    }
}

extension Page {
    /// Builds a page from one row more than it shows: JSON of the item, sort key, ids.
    init(_ rows: Rows, size: Int, of list: some Encodable) throws {
        let positions = try rows.prefix(size).map { row in
            (item: try row.json(Item.self), key: try row.next(String.self), ids: try row.next([Int64].self))
        }
        items = positions.map(\.item)
        next = rows.count > size ? positions.last.map { Cursor(key: $0.key, ids: $0.ids, of: list).text } : nil
    }
}

/// A `timestamptz` as the API spells instants.
func instantText(_ column: String) -> Query {
    "to_char(\(raw: column) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
}
