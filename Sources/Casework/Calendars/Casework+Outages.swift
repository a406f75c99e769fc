public import MatterCore
internal import Postgres

/// A time in which the system could not be reached. Whose matters it concerns follows from who declares it.
public struct DeclareOutage: Codable, Hashable, Sendable {
    /// As the API spells instants.
    public let from: String
    public let through: String
    public let reason: String

    public init(from: Instant, through: Instant, reason: String) {
        self.from = from.description
        self.through = through.description
        self.reason = reason
    }
}

/// An outage as people read it.
public struct OutageView: Codable, Hashable, Sendable {
    public let number: Int64
    /// Nil: everybody's matters.
    public let court: OrganisationID?
    public let from: String
    public let through: String
    public let reason: String
    public let declaredBy: Person
    public let organisation: OrganisationID
    public let declaredAt: String
    public let digest: String

    init(_ row: OutageRow) {
        number = row.number
        court = row.court
        from = row.from.instant.description
        through = row.through.instant.description
        reason = row.reason
        declaredBy = Person(id: row.declaredBy, name: row.declaredName)
        organisation = row.organisation
        declaredAt = row.declaredAt.instant.description
        digest = row.digest
    }
}

extension Casework {
    public func outages() async throws(CaseworkError) -> [OutageView] {
        try await reading(as: .directory) { (db: borrowing Session) in try OutageRow.all(db).map(OutageView.init) }
    }

    /// Declares an outage: the operator for everybody, a judge for the own court. A declaration stands.
    public func declare(
        _ command: DeclareOutage, by principal: Principal, idempotency: IdempotencyClaim
    ) async throws(CaseworkError) -> OutageView {
        let now = clock()
        let log = accountLog
        return try await recording(as: .directory) { (db: borrowing Session) in
            // Two requests with one key wait here for each other.
            try Self.lockCalendars(db)
            let rows = try OutageRow.all(db)
            let used = rows.first {
                $0.organisation == principal.organisation.id && $0.declaredBy == principal.id
                    && $0.key == idempotency.key
            }
            if let used {
                guard used.request == idempotency.digest else { throw Refusal.keyReused }
                return OutageView(used)
            }
            let outage = try Outage.declared(
                (rows.last?.number ?? 0) + 1, from: try Self.instant(command.from, at: "/from"),
                through: try Self.instant(command.through, at: "/through"), reason: command.reason, by: principal,
                at: now)
            let row = try OutageRow(outage, of: principal.organisation.id, idempotency)
            db.onCommit(try OutageRow.insert([row]))
            db.onCommit(
                try log.entry(
                    AccessEntry(
                        .configurationChange, at: now, by: principal, subject: outage.reference,
                        ground: outage.reason, detail: ["after": .text(row.digest)])))
            return OutageView(row)
        }
    }

    /// `2026-11-23T08:05:09.120Z`, the fraction left out or not.
    private static func instant(_ text: String, at pointer: String) throws -> Instant {
        guard text.hasSuffix("Z"), let instant = Instant(databaseText: String(text.dropLast()) + "+00:00") else {
            throw Refusal(.invalid, "bad-instant", zh: "时间格式有误。", en: "This is no instant.", pointer: pointer)
        }
        return instant
    }
}
