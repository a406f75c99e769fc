public import MatterCore

/// A deadline of a matter as people read it: what runs until when, why, who must act, and what follows otherwise.
public struct DeadlineView: Codable, Sendable {
    /// The rule, with its source. Nil: the court set the deadline in this matter.
    public struct Rule: Codable, Sendable {
        public let id: DeadlineID
        public let article: String
        public let lawVersion: String
        public let provenance: LegalBasis.Provenance
        /// What follows if it is missed.
        public let consequence: LocalText
        /// The template of practice that it belongs to.
        public let template: TemplateID?
    }

    /// One step towards the present end.
    public struct Step: Codable, Sendable {
        public let kind: Deadline.Step.Kind
        public let due: LegalDate
        public let isProvisional: Bool
        /// The extension that was granted.
        public let `extension`: DeadlineID?
        public let stoppedOn: LegalDate?
        public let resumedOn: LegalDate?
        public let reason: String?
        public let derivation: DerivationView?
    }

    /// How it was met.
    public struct Fulfilment: Codable, Sendable {
        public enum Timing: String, Codable, Sendable {
            case inTime = "in_time"
            case late
        }

        public let on: LegalDate
        public let timing: Timing
        /// Calendar days before the end; negative: after it.
        public let daysBeforeEnd: Int
        /// Kind of the fact that met it.
        public let by: String
        public let note: String?
    }

    public let number: Int
    public let name: LocalText
    public let party: DeadlineRule.Party
    public let nature: DeadlineRule.Nature
    public let state: Deadline.State
    public let due: LegalDate
    public let isProvisional: Bool
    /// An obligation whose end has passed, or that has not been met while its end is over.
    public let isOverdue: Bool
    /// Kind of the fact that it runs from.
    public let from: String
    public let openedAt: String
    public let settledAt: String?
    public let suspendedOn: LegalDate?
    public let met: Fulfilment?
    public let reason: String?
    public let rule: Rule?
    public let steps: [Step]
}

extension DeadlineView {
    init(_ deadline: Deadline, _ workflow: Workflow, today: LegalDate) {
        let known = deadline.rule.flatMap(workflow.deadline)
        number = deadline.number
        name = known?.name ?? LocalText(zh: deadline.name ?? "", en: deadline.name ?? deadline.rule?.rawValue ?? "")
        party = deadline.party
        nature = deadline.nature
        state = deadline.state
        due = deadline.due.date
        isProvisional = deadline.due.isProvisional
        isOverdue = deadline.isPending && deadline.nature == .obligation && deadline.due.date < today
        from = deadline.source.kind
        openedAt = deadline.openedAt.description
        settledAt = deadline.settledAt?.description
        suspendedOn = deadline.suspendedOn
        met = deadline.met.map { met in
            let left = deadline.due.date.dayNumber - met.on.dayNumber
            return Fulfilment(
                on: met.on, timing: left < 0 ? .late : .inTime, daysBeforeEnd: left, by: met.source.kind,
                note: met.note)
        }
        reason = deadline.reason
        rule = known.map { rule in
            Rule(
                id: rule.id, article: rule.basis.article, lawVersion: rule.basis.lawVersion,
                provenance: rule.basis.provenance, consequence: rule.consequence, template: rule.template)
        }
        steps = deadline.steps.map { step in
            Step(
                kind: step.kind, due: step.due.date, isProvisional: step.due.isProvisional, extension: step.extension,
                stoppedOn: step.stoppedOn, resumedOn: step.resumedOn, reason: step.reason,
                derivation: DerivationView(step.due))
        }
    }
}

extension DeadlineSource {
    /// Stable, for reading: `filing`, `instrument_issued`, `milestone`, …
    var kind: String {
        switch self {
        case .filing: "filing"
        case .instrument(_, .issued): "instrument_issued"
        case .instrument(_, .announced): "instrument_announced"
        case .instrument(_, .served): "instrument_served"
        case .milestone: "milestone"
        case .acceptance: "acceptance"
        case .termination: "termination"
        case .status: "status"
        case .date: "fixed_date"
        case .deadline: "deadline"
        case .order: "court_order"
        }
    }
}
