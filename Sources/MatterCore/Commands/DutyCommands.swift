// Acts on one duty assignment; also the request bodies of the API.

public struct Acknowledge: Hashable, Codable, Sendable {
    public var note: String?
    public init(note: String? = nil) { self.note = note }
}

public struct StartDuty: Hashable, Codable, Sendable {
    public var note: String?
    public init(note: String? = nil) { self.note = note }
}

public struct CompleteDuty: Hashable, Codable, Sendable {
    /// By the duty's result fields.
    public var result: [String: ResultValue]
    public var attachments: [Int]?
    public var note: String?

    public init(result: [String: ResultValue], attachments: [Int]? = nil, note: String? = nil) {
        self.result = result
        self.attachments = attachments
        self.note = note
    }
}

public struct ReturnForMaterial: Hashable, Codable, Sendable {
    public var reason: ReasonID
    public var missing: [MaterialID]?
    public var note: String?

    public init(reason: ReasonID, missing: [MaterialID]? = nil, note: String? = nil) {
        self.reason = reason
        self.missing = missing
        self.note = note
    }
}

public struct Resubmit: Hashable, Codable, Sendable {
    public var materials: [MaterialUse]
    public var note: String?

    public init(materials: [MaterialUse], note: String? = nil) {
        self.materials = materials
        self.note = note
    }
}

public struct RefuseDuty: Hashable, Codable, Sendable {
    public var reason: ReasonID
    public var note: String

    public init(reason: ReasonID, note: String) {
        self.reason = reason
        self.note = note
    }
}

/// An act that needs nothing but a written reason: uphold, override, waive, send back.
public struct GiveReason: Hashable, Codable, Sendable {
    public var reason: String
    public init(reason: String) { self.reason = reason }
}

public struct RequestExtension: Hashable, Codable, Sendable {
    public var workingDays: Int
    public var reason: String

    public init(workingDays: Int, reason: String) {
        self.workingDays = workingDays
        self.reason = reason
    }
}

public struct DecideExtension: Hashable, Codable, Sendable {
    public var approve: Bool
    public var reason: String?

    public init(approve: Bool, reason: String? = nil) {
        self.approve = approve
        self.reason = reason
    }
}

public struct SubmitPart: Hashable, Codable, Sendable {
    public var text: String
    public var attachments: [Int]?

    public init(text: String, attachments: [Int]? = nil) {
        self.text = text
        self.attachments = attachments
    }
}

public struct ReleasePart: Hashable, Codable, Sendable {
    public var agency: AgencyID
    public var reason: String

    public init(agency: AgencyID, reason: String) {
        self.agency = agency
        self.reason = reason
    }
}

public struct AcceptResult: Hashable, Codable, Sendable {
    public var note: String?
    public init(note: String? = nil) { self.note = note }
}

/// Acknowledges a reminder about the duty; a note makes it an answer.
public struct AnswerReminder: Hashable, Codable, Sendable {
    /// Number within the duty assignment.
    public var reminder: Int
    public var note: String?

    public init(reminder: Int, note: String? = nil) {
        self.reminder = reminder
        self.note = note
    }
}
