/// A time in which the system could not be reached, as the operator or a court has declared it. Nobody could file
/// anything then, so no period ends on a day that it touches (`docs/deadlines.md`).
public struct Outage: Hashable, Codable, Sendable {
    public let number: Int64
    /// Whose matters it concerns; nil: everybody's.
    public let court: OrganisationID?
    public let from: Instant
    /// The first moment at which the system could be reached again.
    public let through: Instant
    public let reason: String
    public let declaredBy: Person
    public let declaredAt: Instant

    public init(
        number: Int64, court: OrganisationID?, from: Instant, through: Instant, reason: String, declaredBy: Person,
        declaredAt: Instant
    ) {
        self.number = number
        self.court = court
        self.from = from
        self.through = through
        self.reason = reason
        self.declaredBy = declaredBy
        self.declaredAt = declaredAt
    }

    /// The days of Asia/Shanghai in which it lay, if only for a moment.
    public var days: ClosedRange<LegalDate> {
        from.legalDate...max(from, Instant(milliseconds: through.milliseconds - 1)).legalDate
    }

    /// How events name it.
    public var reference: String { "outage \(number)" }
}

extension WorkCalendar {
    /// The calendar with what was declared about outages.
    public func with(_ outages: [Outage]) -> WorkCalendar {
        var calendar = self
        calendar.outages = outages.sorted { $0.number < $1.number }
        return calendar
    }

    /// The calendar by which the dates of a court's matters are counted: outages of other courts do not concern it.
    public func serving(_ court: OrganisationID) -> WorkCalendar {
        outages.isEmpty ? self : with(outages.filter { $0.court == nil || $0.court == court })
    }

    /// The first working day from an end on that no outage touches, and the outages on the way.
    func passingOutages(_ end: LegalDate) -> (end: LegalDate, passed: [Outage]) {
        var date = end
        var passed: [Outage] = []
        while true {
            let found = outages.filter { $0.days.contains(date) }
            if found.isEmpty { return (date, passed) }
            passed += found.filter { !passed.contains($0) }
            date = rolled(date.adding(days: 1), .forward)
        }
    }
}
