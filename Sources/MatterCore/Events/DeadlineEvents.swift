/// A deadline began to run.
public struct DeadlineOpened: Hashable, Codable, Sendable {
    public let deadline: Int
    public let rule: DeadlineID?
    public let name: String?
    public let party: DeadlineRule.Party
    public let nature: DeadlineRule.Nature
    public let source: DeadlineSource
    public let step: Deadline.Step
}

/// The end of a deadline moved, or became final.
public struct DeadlineMoved: Hashable, Codable, Sendable {
    public let deadline: Int
    public let cause: DeadlineCause
    public let before: DueDate
    public let after: DueDate
    /// The steps as they stand now.
    public let steps: [Deadline.Step]
}

/// The end of a duty moved, or became final, because the calendar changed.
public struct DutyDueMoved: Hashable, Codable, Sendable {
    public let assignment: Int
    public let cause: DeadlineCause
    public let before: DueDate
    public let after: DueDate
    /// The end that its extension moved, counted again.
    public let extended: DueDate?
}

/// Why a deadline changed.
public struct DeadlineCause: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case extended, resumed
        /// The fact that it runs from has another date.
        case corrected
        /// The deadline that it runs from moved.
        case followed
        /// A holiday notice or an outage changed which days count.
        case calendar
        /// The matter adopted another version of the rules.
        case rules
        case procedureLeft = "procedure_left"
        case matterClosed = "matter_closed"
        /// The court decided it.
        case ordered
        /// The facts that the rule names stopped it.
        case rule
    }

    public let kind: Kind
    /// The extension, the notice or the version that did it.
    public let reference: String?
    public let reason: String?

    public init(_ kind: Kind, reference: String? = nil, reason: String? = nil) {
        self.kind = kind
        self.reference = reference
        self.reason = reason
    }

    /// The notice or outage that did it, if one did.
    var calendar: String? { kind == .calendar || kind == .followed ? reference : nil }
}

/// A date on record was corrected.
public struct DateCorrected: Hashable, Codable, Sendable {
    public let command: CorrectDate
    public let before: LegalDate
    /// The date of acceptance follows its ruling, that of termination too.
    public let acceptedOn: LegalDate?
    public let terminatedOn: LegalDate?
}
