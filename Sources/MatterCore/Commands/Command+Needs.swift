/// What a decision reads of a matter, so that the shell loads that and nothing that grows with the matter's age.
public struct Needs: Hashable, Sendable {
    public enum Assignments: Hashable, Sendable {
        case none
        case one(Int)
        /// All that are not settled. Their number is bounded by the catalogue.
        case unsettled
        /// One, and all that are not settled.
        case oneAndUnsettled(Int)
    }

    public enum Deadlines: Hashable, Sendable {
        case none
        /// All that may still be met: those of which something is still expected. Their number is bounded by the catalogue, but for those that repeat.
        case pending
        case all
    }

    public var assignments: Assignments = .none
    public var deadlines: Deadlines = .none
    /// Instruments by number.
    public var instruments: [Int] = []
    /// All instruments, where the act looks for dates.
    public var allInstruments = false
    /// Attachments by number.
    public var attachments: [Int] = []
    /// The unit of every agency for the matter's region: the act may open duties.
    public var units = false
    public var organisations: [OrganisationID] = []
    /// Other matters that must be readable.
    public var matters: [Int64] = []

    public init() {}
}

extension Command {
    public var needs: Needs {
        var needs = Needs()
        switch self {
        case .assignJudge, .setTrack, .sealMatter, .unsealMatter, .addAttachment, .setDeadline: break
        case .recordService(let command):
            needs.instruments = [command.instrument]
            needs.deadlines = .pending
        // The facts must fit together, and what was met by the date or lapsed moves too.
        case .correctDate, .fixDate:
            needs.allInstruments = true
            needs.deadlines = .all
        case .adoptTemplate:
            needs.allInstruments = true
            needs.deadlines = .pending
        case .adoptDefinition:
            needs.assignments = .unsettled
            needs.deadlines = .pending
        // What runs from it moves with it.
        case .deadline: needs.deadlines = .pending
        case .recordFiling:
            needs.deadlines = .pending
            needs.assignments = .unsettled
            needs.units = true
        case .appointAdministrator(let command):
            needs.instruments = [command.instrument]
            needs.organisations = [command.administrator]
        case .linkMatter(let link): needs.matters = [link.matter]
        case .recordInstrument(let command):
            needs.attachments = command.attachment.map { [$0] } ?? []
            needs.deadlines = .pending
        case .recordMilestone(let command):
            needs.deadlines = .pending
            needs.instruments = command.instrument.map { [$0] } ?? []
            needs.assignments = .unsettled
            needs.units = true
        case .moveStage(let command):
            needs.deadlines = .pending
            needs.instruments = command.instruments
            needs.assignments = .unsettled
            needs.units = true
        case .moveProcedure(let command):
            needs.deadlines = .pending
            needs.instruments = command.instruments
            needs.assignments = .unsettled
            needs.units = true
        case .fileRequest(let command):
            needs.assignments = .unsettled
            needs.units = true
            needs.attachments =
                command.duties.flatMap { $0.materials.map(\.attachment) }
                + (command.standardPack ?? []).map(\.attachment)
        case .duty(let number, let action):
            needs.assignments = .one(number)
            // What was settled opens again only if its duty is not open.
            if case .sendBack = action { needs.assignments = .oneAndUnsettled(number) }
            needs.attachments = action.attachments
        }
        return needs
    }
}

extension DutyAction {
    /// Attachments that the act names.
    var attachments: [Int] {
        switch self {
        case .complete(let command): command.attachments ?? []
        case .resubmit(let command): command.materials.map(\.attachment)
        case .submitPart(let command): command.attachments ?? []
        default: []
        }
    }
}
