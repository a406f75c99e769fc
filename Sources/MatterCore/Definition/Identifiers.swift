/// A code from the definition (`TAKEOVER`, `TO-01`, `acceptance_ruling`): a string that cannot be mixed up with
/// a code of another kind.
public protocol Code: RawRepresentable<String>, Hashable, Codable, Comparable, Sendable, CustomStringConvertible,
    ExpressibleByStringLiteral, CodingKeyRepresentable
{
    init(rawValue: String)
}

extension Code {
    public init(_ text: String) { self.init(rawValue: text) }
    public init(stringLiteral value: String) { self.init(rawValue: value) }
    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
    public var description: String { rawValue }
    /// A dictionary by code is written as a JSON object, as one by string is.
    public var codingKey: any CodingKey { rawValue.codingKey }
    public init?(codingKey: some CodingKey) { self.init(rawValue: codingKey.stringValue) }
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One of the six stages, or one of the two ends (`CLOSED_NO_CASE`, `ARCHIVED`).
public struct StageID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// What the court has ruled: `FILED`, `LIQUIDATION`, `DECLARED`, …
public struct StatusID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A legal move of the stage machine or of the procedure machine.
public struct MoveID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A kind of court instrument (ruling, decision, announcement).
public struct InstrumentKindID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A recorded fact of the matter that guards read (`FIRST_MEETING_HELD`) or that opens duties.
public struct MilestoneID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A rung of the ladder of reminders.
public struct RungID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A legal ground that distinguishes moves between the same two states (`EBL_86`, `FINAL_DISTRIBUTION_DONE`).
public struct GroundID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One of the events that open duties (`CLAIMS_NOTICE_SENT`).
public struct DutyEventID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A coded reason for returning or refusing a duty.
public struct ReasonID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// An agency of the catalogue (`TAX`); its local offices are units.
public struct AgencyID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A duty of the catalogue (`TO-01`).
public struct DutyID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A document that a request must carry (`acceptance_ruling_copy`).
public struct MaterialID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A period that starts with the termination of the case, such as the two years of EBL Art. 123.
public struct WindowID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A deadline of the catalogue (`D10`).
public struct DeadlineID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A date that is fixed ahead (`CLAIMS_PERIOD_END`).
public struct FixedDateID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Milestones of a court's practice that a matter may adopt.
public struct TemplateID: Code {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}
