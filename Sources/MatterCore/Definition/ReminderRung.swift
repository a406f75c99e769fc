/// One rung of the ladder on which a duty that is not done climbs: when somebody is reminded, urged, or told to supervise.
/// The ladder is policy of the operator and no law; its provenance says so.
public struct ReminderRung: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// 提醒: the limit is coming up.
        case reminder
        /// 催办: the limit has passed.
        case urging
        /// 督办: somebody above the unit is told.
        case supervision
    }

    public enum Recipient: String, Codable, CaseIterable, Sendable {
        /// The unit: whoever works on it.
        case officer
        /// The unit, for its head.
        case head
        /// The coordination office nearest to the matter's region.
        case coordinationOffice = "coordination_office"
        /// The matter's court, for its judge.
        case court

        /// The role in which it is received and answered.
        public var role: Role {
            switch self {
            case .officer, .head: .agency
            case .coordinationOffice: .auditor
            case .court: .judge
            }
        }
    }

    public let id: RungID
    public let name: LocalText
    public let kind: Kind
    /// Working days after the due date; negative: before it.
    public let workingDays: Int
    public let recipient: Recipient
    public let basis: LegalBasis

    public init(
        id: RungID, name: LocalText, kind: Kind, workingDays: Int, recipient: Recipient, basis: LegalBasis
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.workingDays = workingDays
        self.recipient = recipient
        self.basis = basis
    }

    /// The working day on which the rung comes due. That of a day off, such as a later notice makes of a due date, is the
    /// working day before it.
    public func day(for due: LegalDate, _ calendar: WorkCalendar) -> LegalDate {
        if workingDays > 0 { return calendar.workingDay(workingDays, after: due) }
        return workingDays < 0 ? calendar.workingDay(-workingDays, before: due) : calendar.rolled(due, .backward)
    }

    /// The latest due date for which the rung has come due: `day(for:)` never decreases, so it has for all earlier ones and
    /// for no later one.
    public func latestDue(on today: LegalDate, _ calendar: WorkCalendar) -> LegalDate {
        let span = abs(workingDays) * 2 + 60
        var reached = today.dayNumber - span
        var ahead = today.dayNumber + span + 1
        while reached + 1 < ahead {
            let middle = (reached + ahead) / 2
            if day(for: LegalDate(dayNumber: middle), calendar) <= today { reached = middle } else { ahead = middle }
        }
        return LegalDate(dayNumber: reached)
    }
}
