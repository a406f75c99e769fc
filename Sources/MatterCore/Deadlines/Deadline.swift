/// A deadline that runs, or ran, in a matter.
public struct Deadline: Hashable, Codable, Sendable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case open
        /// Its time does not count at present.
        case suspended
        /// What was owed was done, early, in time or late.
        case met
        /// The end has passed. An obligation is still owed; a right is lost; a term is over.
        case lapsed
        /// It came to nothing: the procedure took another way, the matter closed, or the court ended it.
        case ended
    }

    /// How it came to its present end, step after step. The last one counts.
    public struct Step: Hashable, Codable, Sendable {
        public enum Kind: String, Codable, CaseIterable, Sendable {
            case opened, extended, resumed
            /// The court set the date.
            case ordered
        }

        public let kind: Kind
        public var due: DueDate
        /// Resumed: the day on which the time stopped, and the one on which it ran on.
        public var stoppedOn: LegalDate?
        public var resumedOn: LegalDate?
        /// What granted an extension.
        public let `extension`: DeadlineID?
        public let reason: String?

        public init(
            _ kind: Kind, due: DueDate, stoppedOn: LegalDate? = nil, resumedOn: LegalDate? = nil,
            extension: DeadlineID? = nil, reason: String? = nil
        ) {
            self.kind = kind
            self.due = due
            self.stoppedOn = stoppedOn
            self.resumedOn = resumedOn
            self.extension = `extension`
            self.reason = reason
        }
    }

    /// When it was met, and by which fact.
    public struct Fulfilment: Hashable, Codable, Sendable {
        public let on: LegalDate
        public let source: DeadlineSource
        public let note: String?

        public init(on: LegalDate, source: DeadlineSource, note: String? = nil) {
            self.on = on
            self.source = source
            self.note = note
        }
    }

    /// Number within the matter.
    public let number: Int
    /// Nil: set by the court in this matter.
    public let rule: DeadlineID?
    /// Of one that the court set.
    public let name: String?
    public let party: DeadlineRule.Party
    public let nature: DeadlineRule.Nature
    public let source: DeadlineSource
    public let openedAt: Instant
    public var state: State = .open
    public var steps: [Step]
    public var met: Fulfilment?
    /// Since when its time does not count.
    public var suspendedOn: LegalDate?
    public var reason: String?
    /// Nothing more is expected.
    public var settledAt: Instant?

    public init(
        number: Int, rule: DeadlineID?, name: String? = nil, party: DeadlineRule.Party, nature: DeadlineRule.Nature,
        source: DeadlineSource, openedAt: Instant, first: Step
    ) {
        self.number = number
        self.rule = rule
        self.name = name
        self.party = party
        self.nature = nature
        self.source = source
        self.openedAt = openedAt
        steps = [first]
    }

    public var due: DueDate { Self.end(of: steps) }

    /// The last step counts. An order of the court never takes time away that the party has anyway.
    static func end(of steps: some BidirectionalCollection<Step>) -> DueDate {
        guard let last = steps.last else { preconditionFailure("a deadline has a first step") }
        guard last.kind == .ordered, steps.count > 1 else { return last.due }
        let other = end(of: steps.dropLast())
        return other.date > last.due.date ? other : last.due
    }

    /// The day from which its time runs: that of what it runs from. Nil if the end alone is fixed, or is counted backwards.
    public var runsFrom: LegalDate? {
        guard let derivation = steps.first?.due.derivation, derivation.period.amount > 0, !isBackward else {
            return nil
        }
        return derivation.anchor.on
    }

    /// It ends before the day that it is counted from, and follows that day alone.
    public var isBackward: Bool { steps.first?.due.derivation?.period.direction == .backward }

    /// Something is expected of it, or it was a right that may prove to have been used in time.
    public var mayBeMet: Bool { settledAt == nil || (state == .lapsed && nature == .right) }

    /// Still owed: open, or an obligation whose end has passed.
    public var isPending: Bool { settledAt == nil && state != .suspended && nature != .lookBack }
}
