// Acts on deadlines and on the dates that they run from; also the request bodies of the API.

/// Services and the announcement of an instrument that was recorded before.
public struct RecordService: Hashable, Codable, Sendable {
    /// Number of the instrument.
    public var instrument: Int
    public var served: [Instrument.Service]
    public var announcedOn: LegalDate?

    public init(instrument: Int, served: [Instrument.Service], announcedOn: LegalDate? = nil) {
        self.instrument = instrument
        self.served = served
        self.announcedOn = announcedOn
    }
}

/// A date on record was wrong. What runs from it is counted anew.
public struct CorrectDate: Hashable, Codable, Sendable {
    public enum Subject: String, Codable, CaseIterable, Sendable {
        case filing, issue, announcement, service, milestone
    }

    public var subject: Subject
    /// Number of the instrument whose issue, announcement or service it is.
    public var instrument: Int?
    /// The party served.
    public var party: String?
    public var milestone: MilestoneID?
    public var on: LegalDate
    public var reason: String

    public init(
        subject: Subject, instrument: Int? = nil, party: String? = nil, milestone: MilestoneID? = nil, on: LegalDate,
        reason: String
    ) {
        self.subject = subject
        self.instrument = instrument
        self.party = party
        self.milestone = milestone
        self.on = on
        self.reason = reason
    }
}

/// A date fixed ahead, such as the end of the period for claims. Fixed again, it replaces the earlier one.
public struct FixDate: Hashable, Codable, Sendable {
    public var date: FixedDateID
    public var on: LegalDate
    public var note: String?

    public init(date: FixedDateID, on: LegalDate, note: String? = nil) {
        self.date = date
        self.on = on
        self.note = note
    }
}

/// A deadline that the court sets in this matter.
public struct SetDeadline: Hashable, Codable, Sendable {
    public var name: String
    public var party: DeadlineRule.Party
    public var on: LegalDate
    public var reason: String

    public init(name: String, party: DeadlineRule.Party, on: LegalDate, reason: String) {
        self.name = name
        self.party = party
        self.on = on
        self.reason = reason
    }
}

public struct AdoptTemplate: Hashable, Codable, Sendable {
    public var template: TemplateID
    public init(template: TemplateID) { self.template = template }
}

/// Moves the matter to another published version of its definition, for instance after a revision of the law.
public struct AdoptDefinition: Hashable, Codable, Sendable {
    public var version: Int
    public var reason: String

    public init(version: Int, reason: String) {
        self.version = version
        self.reason = reason
    }
}

extension Command {
    /// The version of the definition that the command names.
    public func version(of workflow: WorkflowKey) -> WorkflowKey? {
        guard case .adoptDefinition(let command) = self else { return nil }
        return WorkflowKey(id: workflow.id, version: command.version)
    }
}

/// What can be done with one deadline.
public enum DeadlineAction: Hashable, Sendable {
    case meet(MeetDeadline)
    case extend(ExtendDeadline)
    case suspend(StopDeadline)
    case resume(StopDeadline)
    case end(GiveReason)

    public var act: Act {
        switch self {
        case .meet: .meetDeadline
        case .extend: .extendDeadline
        case .suspend: .suspendDeadline
        case .resume: .resumeDeadline
        case .end: .endDeadline
        }
    }
}

public struct MeetDeadline: Hashable, Codable, Sendable {
    public var on: LegalDate
    public var note: String?

    public init(on: LegalDate, note: String? = nil) {
        self.on = on
        self.note = note
    }
}

/// The court moves the end to a later day.
public struct ExtendDeadline: Hashable, Codable, Sendable {
    public var on: LegalDate
    public var reason: String

    public init(on: LegalDate, reason: String) {
        self.on = on
        self.reason = reason
    }
}

/// The day from which time does not count, or counts again.
public struct StopDeadline: Hashable, Codable, Sendable {
    public var on: LegalDate
    public var reason: String

    public init(on: LegalDate, reason: String) {
        self.on = on
        self.reason = reason
    }
}
