// What people ask for, one type an act. The same types are the request bodies of the API: names here are names there.

/// Open a matter from the watch list, from a filing, or already accepted.
public struct OpenMatter: Hashable, Codable, Sendable {
    /// One of the definition's openings: `watch_list`, `filing`, `acceptance_liquidation`, …
    public var origin: String
    public var debtorName: String
    /// Unified social credit code of 18 characters (GB 32100).
    public var creditCode: String
    /// The court that is to handle it; a judge may leave it out: the own court.
    public var court: OrganisationID?
    public var caseNumber: String?
    public var filing: Filing?
    /// Instruments that an opening after acceptance brings.
    public var instruments: [RecordInstrument]?

    public init(
        origin: String, debtorName: String, creditCode: String, court: OrganisationID? = nil,
        caseNumber: String? = nil, filing: Filing? = nil, instruments: [RecordInstrument]? = nil
    ) {
        self.origin = origin
        self.debtorName = debtorName
        self.creditCode = creditCode
        self.court = court
        self.caseNumber = caseNumber
        self.filing = filing
        self.instruments = instruments
    }
}

/// A filing arrives for a matter of the watch list.
public struct RecordFiling: Hashable, Codable, Sendable {
    public var filing: Filing
    public var caseNumber: String?

    public init(filing: Filing, caseNumber: String? = nil) {
        self.filing = filing
        self.caseNumber = caseNumber
    }
}

public struct AssignJudge: Hashable, Codable, Sendable {
    public var judge: Person
    public var panel: [Person]

    public init(judge: Person, panel: [Person]) {
        self.judge = judge
        self.panel = panel
    }
}

/// Appoint an administrator, or replace the one in office.
public struct AppointAdministrator: Hashable, Codable, Sendable {
    public var administrator: OrganisationID
    public var personInCharge: String
    /// Number of the appointment decision, or of the replacement decision when one is in office.
    public var instrument: Int

    public init(administrator: OrganisationID, personInCharge: String, instrument: Int) {
        self.administrator = administrator
        self.personInCharge = personInCharge
        self.instrument = instrument
    }
}

public struct SetTrack: Hashable, Codable, Sendable {
    public var track: Track
    public var reason: String

    public init(track: Track, reason: String) {
        self.track = track
        self.reason = reason
    }
}

public struct RecordInstrument: Hashable, Codable, Sendable {
    public var kind: InstrumentKindID
    /// The number written on the document, for instance `（2023）浙0603破12号之一`.
    public var documentNumber: String
    public var issuedOn: LegalDate
    public var issuer: String
    public var served: [Instrument.Service]
    public var announcedOn: LegalDate?
    /// Number of the attachment that holds the document.
    public var attachment: Int?

    public init(
        kind: InstrumentKindID, documentNumber: String, issuedOn: LegalDate, issuer: String,
        served: [Instrument.Service] = [], announcedOn: LegalDate? = nil, attachment: Int? = nil
    ) {
        self.kind = kind
        self.documentNumber = documentNumber
        self.issuedOn = issuedOn
        self.issuer = issuer
        self.served = served
        self.announcedOn = announcedOn
        self.attachment = attachment
    }
}

public struct RecordMilestone: Hashable, Codable, Sendable {
    public var milestone: MilestoneID
    public var on: LegalDate
    public var note: String?
    /// Number of the instrument, where the milestone needs one.
    public var instrument: Int?

    public init(milestone: MilestoneID, on: LegalDate, note: String? = nil, instrument: Int? = nil) {
        self.milestone = milestone
        self.on = on
        self.note = note
        self.instrument = instrument
    }
}

public struct MoveStage: Hashable, Codable, Sendable {
    public var to: StageID
    public var instruments: [Int]
    public var reason: String?

    public init(to: StageID, instruments: [Int] = [], reason: String? = nil) {
        self.to = to
        self.instruments = instruments
        self.reason = reason
    }
}

public struct MoveProcedure: Hashable, Codable, Sendable {
    public var to: StatusID
    public var ground: GroundID?
    public var instruments: [Int]
    /// The judge's reasoning; required where the statute is silent.
    public var reason: String?
    /// The number of the bankruptcy case (破), given at acceptance.
    public var caseNumber: String?

    public init(
        to: StatusID, ground: GroundID? = nil, instruments: [Int] = [], reason: String? = nil,
        caseNumber: String? = nil
    ) {
        self.to = to
        self.ground = ground
        self.instruments = instruments
        self.reason = reason
        self.caseNumber = caseNumber
    }
}

/// A file that was received and stored; the shell fills in what it measured.
public struct AddAttachment: Hashable, Codable, Sendable {
    public var name: String
    public var mediaType: String
    public var size: Int64
    /// SM3, 64 hexadecimal digits.
    public var digest: String

    public init(name: String, mediaType: String, size: Int64, digest: String) {
        self.name = name
        self.mediaType = mediaType
        self.size = size
        self.digest = digest
    }
}

/// One bundle for any number of duties.
public struct FileRequest: Hashable, Codable, Sendable {
    public struct Item: Hashable, Codable, Sendable {
        public var duty: DutyID
        /// Materials of this duty beyond the standard pack.
        public var materials: [MaterialUse]
        public var note: String?

        public init(duty: DutyID, materials: [MaterialUse] = [], note: String? = nil) {
            self.duty = duty
            self.materials = materials
            self.note = note
        }
    }

    public var duties: [Item]
    /// Filed with the first bundle and reused afterwards.
    public var standardPack: [MaterialUse]?
    public var note: String?

    public init(duties: [Item], standardPack: [MaterialUse]? = nil, note: String? = nil) {
        self.duties = duties
        self.standardPack = standardPack
        self.note = note
    }
}
