/// A deadline of the law (`D10`), or of a court's practice: what it runs from, how long, who must act, what follows if
/// nobody does. Rows of `workflows/deadlines.v1.yaml`.
public struct DeadlineRule: Hashable, Codable, Sendable {
    /// Who has to act, or may.
    public enum Party: String, Codable, CaseIterable, Sendable {
        case court, administrator, debtor, creditor
        /// Who filed for bankruptcy.
        case applicant
        /// Whoever manages the estate during a reorganisation (EBL Art. 79, 80).
        case debtorOrAdministrator = "debtor_or_administrator"
        /// Directors, supervisors and senior managers (EBL Art. 125).
        case officers
    }

    public enum Nature: String, Codable, CaseIterable, Sendable {
        /// The party must act by the end. It stays owed when the end has passed, and is then met late.
        case obligation
        /// The party may act until the end; then the right is lost.
        case right
        /// A legal state lasts until the end. Nobody has to act.
        case term
        /// The period lies before the anchor; its end is the earliest day that is looked at.
        case lookBack = "look_back"
    }

    /// Time that does not count, from one fact to another.
    public struct Suspension: Hashable, Codable, Sendable {
        public let from: FactPattern
        public let until: FactPattern
        public let basis: LegalBasis

        public init(from: FactPattern, until: FactPattern, basis: LegalBasis) {
            self.from = from
            self.until = until
            self.basis = basis
        }
    }

    public let id: DeadlineID
    public let name: LocalText
    public let party: Party
    public let nature: Nature
    /// Each of these facts opens the deadline.
    public let anchors: [FactPattern]
    /// Nil: the date itself is the end; the court has fixed it.
    public let period: Period?
    /// Each of these facts meets it.
    public let metBy: [FactPattern]
    public let suspension: Suspension?
    /// It runs only in these statuses of the procedure, and ends when they are left; empty: in any.
    public let statuses: [StatusID]
    /// Only if one of these asked for the bankruptcy; empty: whoever did.
    public let filers: [Filer]
    /// It may open again in a matter, once for each fact.
    public let repeats: Bool
    /// The template that it belongs to: it runs only in matters that have adopted it. Nil: in every matter.
    public let template: TemplateID?
    /// What follows if it is missed.
    public let consequence: LocalText
    public let basis: LegalBasis

    public init(
        id: DeadlineID, name: LocalText, party: Party, nature: Nature, anchors: [FactPattern], period: Period?,
        metBy: [FactPattern], suspension: Suspension?, statuses: [StatusID], filers: [Filer], repeats: Bool,
        template: TemplateID?, consequence: LocalText, basis: LegalBasis
    ) {
        self.id = id
        self.name = name
        self.party = party
        self.nature = nature
        self.anchors = anchors
        self.period = period
        self.metBy = metBy
        self.suspension = suspension
        self.statuses = statuses
        self.filers = filers
        self.repeats = repeats
        self.template = template
        self.consequence = consequence
        self.basis = basis
    }
}
