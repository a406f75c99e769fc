internal import FoundationEssentials
internal import Ledger
internal import MatterCore
internal import Postgres

/// Table `calendar_version`: one version of the notice of one year, never changed.
struct CalendarRow: Sendable {
    /// In the order of loading.
    let number: Int64
    let digest: String
    let notice: HolidayNotice

    static func all(_ db: borrowing Session) throws -> [CalendarRow] {
        try db.query("select number, digest, content from calendar_version order by number").map { row in
            CalendarRow(number: try row.next(), digest: try row.next(), notice: try row.json(HolidayNotice.self))
        }
    }

    /// Of the canonical content; like that of a definition always SM3, whatever hashes the ledger.
    static func digest(_ notice: HolidayNotice) throws -> String {
        HashAlgorithm.sm3.hash(try CanonicalJSON(encoding: notice).bytes).hex
    }

    static func insert(_ notice: HolidayNotice) throws -> Query {
        """
        insert into calendar_version (year, version, digest, content)
        values (\(notice.year), \(notice.version), \(try digest(notice)), \(try JSONText(notice))::jsonb)
        """
    }
}
