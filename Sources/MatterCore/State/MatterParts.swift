/// A definition by name and version; a matter keeps the one it began with.
public struct WorkflowKey: Hashable, Codable, Sendable {
    public let id: String
    public let version: Int

    public init(id: String, version: Int) {
        self.id = id
        self.version = version
    }
}

/// The procedure that the filing asks for.
public enum Route: String, Codable, CaseIterable, Sendable {
    case liquidation, reorganisation, settlement
}

/// Ordinary or fast (法发〔2020〕14号): a decision of the judge.
public enum Track: String, Codable, CaseIterable, Sendable {
    case ordinary, fast
}

/// The application for bankruptcy.
public struct Filing: Hashable, Codable, Sendable {
    public let filer: Filer
    public let filerName: String?
    public let route: Route
    public let filedOn: LegalDate

    public init(filer: Filer, filerName: String?, route: Route, filedOn: LegalDate) {
        self.filer = filer
        self.filerName = filerName
        self.route = route
        self.filedOn = filedOn
    }
}

/// A related matter, such as another company of the group.
public struct MatterLink: Hashable, Codable, Sendable {
    public enum Relation: String, Codable, CaseIterable, Sendable {
        case groupCompany = "group_company"
        case guarantor
        case consolidated
        case derivative
    }

    public let matter: Int64
    public let relation: Relation
    public let note: String?

    public init(matter: Int64, relation: Relation, note: String?) {
        self.matter = matter
        self.relation = relation
        self.note = note
    }
}

/// A recorded ruling, decision, announcement, notice or letter.
public struct Instrument: Hashable, Codable, Sendable {
    public struct Service: Hashable, Codable, Sendable {
        public let party: String
        public let on: LegalDate

        public init(party: String, on: LegalDate) {
            self.party = party
            self.on = on
        }
    }

    /// Number within the matter.
    public let number: Int
    /// Services and dates may be added and corrected later.
    public internal(set) var content: RecordInstrument

    public init(number: Int, content: RecordInstrument) {
        self.number = number
        self.content = content
    }
}

/// Metadata of a stored file. The file itself is addressed by its digest.
public struct Attachment: Hashable, Codable, Sendable {
    /// Number within the matter.
    public let number: Int
    public let content: AddAttachment
    /// Organisation of the person who added it.
    public let addedBy: OrganisationID

    public init(number: Int, content: AddAttachment, addedBy: OrganisationID) {
        self.number = number
        self.content = content
        self.addedBy = addedBy
    }
}

/// One bundle of letters filed together.
public struct AssistanceRequest: Hashable, Codable, Sendable {
    /// Number within the matter.
    public let number: Int
    public let filedBy: OrganisationID
    public let filedAt: Instant
    public let note: String?
    /// Assignments that the bundle asks for.
    public let assignments: [Int]

    public init(number: Int, filedBy: OrganisationID, filedAt: Instant, note: String?, assignments: [Int]) {
        self.number = number
        self.filedBy = filedBy
        self.filedAt = filedAt
        self.note = note
        self.assignments = assignments
    }
}
