public import MatterCore
internal import Postgres

/// What loading a notice did.
public enum CalendarLoad: Hashable, Sendable {
    case loaded
    /// The same version with the same content was there.
    case alreadyThere
}

extension Casework {
    /// The holiday notices that count in this database, in the order of loading.
    public func notices() async throws(CaseworkError) -> [HolidayNotice] {
        try await reading(as: .directory) { (db: borrowing Session) in try CalendarRow.all(db).map(\.notice) }
    }

    /// Loads the notice of a new year, or a change of a published one. Running servers use it from their next act on.
    ///
    /// A published version never changes: the same content again does nothing, another content is refused.
    public func load(_ notice: HolidayNotice) async throws(CaseworkError) -> CalendarLoad {
        let now = clock()
        let log = accountLog
        return try await recording(as: .directory) { (db: borrowing Session) in
            try Self.lockCalendars(db)
            let rows = try CalendarRow.all(db)
            let digest = try CalendarRow.digest(notice)
            if let same = rows.first(where: { $0.notice.key == notice.key }) {
                guard same.digest == digest else {
                    throw Refusal(
                        .conflict, "calendar-changed", zh: "\(notice.key) 已发布，不得改动；如有调整通知，请以下一版本载入。",
                        en:
                            "\(notice.key) is published and must not change (published with SM3 \(same.digest), this has "
                            + "\(digest)). Load a change as the next version, with its reference and its reason.")
                }
                return .alreadyThere
            }
            var set = CalendarSet(rows.map(\.notice))
            if let obstacle = set.add(notice) {
                throw Refusal(.conflict, obstacle.code, zh: obstacle.message.zh, en: obstacle.message.en)
            }
            db.onCommit(try CalendarRow.insert(notice))
            db.onCommit(
                try log.change(
                    by: nil, at: now, origin: .unknown, subject: "calendar \(notice.key)",
                    ground: notice.reference.number ?? notice.reference.title))
            return .loaded
        }
    }

    /// Stores the notices of the folder that the database lacks; throws if a stored one reads otherwise.
    func register(_ notices: [HolidayNotice]) async throws {
        try await database.write { (db: borrowing Session) in
            try Self.lockCalendars(db)
            let rows = try CalendarRow.all(db)
            let stored = Dictionary(rows.map { ($0.notice.key, $0.digest) }, uniquingKeysWith: { first, _ in first })
            var set = CalendarSet(rows.map(\.notice))
            var changed: [StartError.ChangedCalendar] = []
            for notice in notices.sorted(by: { $0.key < $1.key }) {
                if let published = stored[notice.key] {
                    let found = try CalendarRow.digest(notice)
                    if published != found {
                        changed.append(.init(key: notice.key, published: published, found: found))
                    }
                } else if let obstacle = set.add(notice) {
                    throw StartError.calendarObstacle(notice.key, obstacle.message.en)
                } else {
                    db.onCommit(try CalendarRow.insert(notice))
                }
            }
            guard changed.isEmpty else { throw StartError.changedCalendars(changed) }
            guard !set.notices.isEmpty else { throw StartError.noCalendar }
        }
    }

    /// One change of the calendar at a time, so that the marks are committed in their order.
    static func lockCalendars(_ db: borrowing Session) throws {
        _ = try db.query("select pg_advisory_xact_lock(hashtext('onematter.calendar_version'))")
    }
}
