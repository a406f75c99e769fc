internal import MatterCore

/// Table `deadline`. What lists and clocks ask for are columns; the rest is one document.
struct DeadlineRow: TableRow, RowImage {
    static let table = "deadline"
    static let primaryKey = [CodingKeys.matter, .number]

    var matter: Int64
    var number: Int
    var rule: DeadlineID?
    var party: DeadlineRule.Party
    var nature: DeadlineRule.Nature
    var state: Deadline.State
    var dueOn: LegalDate
    var isDueProvisional: Bool
    var counting: Counting?
    var openedAt: StoredInstant
    var settledAt: StoredInstant?
    var detail: Detail

    struct Detail: Codable {
        var name: String?
        var source: DeadlineSource
        var steps: [Deadline.Step]
        var met: Deadline.Fulfilment?
        var suspendedOn: LegalDate?
        var reason: String?
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case matter = "matter_id"
        case number, rule, party, nature, state
        case dueOn = "due_on"
        case isDueProvisional = "due_provisional"
        case counting
        case openedAt = "opened_at"
        case settledAt = "settled_at"
        case detail
    }
}

extension DeadlineRow {
    init(_ deadline: Deadline, of matter: Int64) {
        self.matter = matter
        number = deadline.number
        rule = deadline.rule
        party = deadline.party
        nature = deadline.nature
        state = deadline.state
        dueOn = deadline.due.date
        isDueProvisional = deadline.due.isProvisional
        counting = deadline.counting
        openedAt = StoredInstant(deadline.openedAt)
        settledAt = StoredInstant(deadline.settledAt)
        detail = Detail(
            name: deadline.name, source: deadline.source, steps: deadline.steps, met: deadline.met,
            suspendedOn: deadline.suspendedOn, reason: deadline.reason)
    }

    /// Nil if the row has no step, which no act writes.
    var deadline: Deadline? {
        guard let first = detail.steps.first else { return nil }
        var deadline = Deadline(
            number: number, rule: rule, name: detail.name, party: party, nature: nature, source: detail.source,
            openedAt: openedAt.instant, first: first)
        deadline.state = state
        deadline.steps = detail.steps
        deadline.met = detail.met
        deadline.suspendedOn = detail.suspendedOn
        deadline.reason = detail.reason
        deadline.settledAt = settledAt?.instant
        return deadline
    }
}
