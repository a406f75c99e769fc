public import MatterCore
internal import Postgres

/// A holiday notice of the database as people read it.
public struct CalendarView: Codable, Sendable {
    public let key: HolidayNotice.Key
    /// SM3 of the canonical content.
    public let digest: String
    public let reference: HolidayNotice.Reference
    public let change: LocalText?
    public let festivals: [HolidayNotice.Festival]
}

extension Casework {
    /// The notices in the order of loading, with their digests.
    public func calendarViews() async throws(CaseworkError) -> [CalendarView] {
        try await reading(as: .directory) { (db: borrowing Session) in
            try CalendarRow.all(db).map { row in
                CalendarView(
                    key: row.notice.key, digest: row.digest, reference: row.notice.reference,
                    change: row.notice.change, festivals: row.notice.festivals)
            }
        }
    }
}
